const VERSION = '2026-07-28';
/** Milliseconds: more than the server's own deadline for a call. */
const ANSWER_WITHIN = 60_000;

/** The process that was asked is not there, or died before it had answered. */
export class NotAnswered extends Error {}

/** One tool call in the 2026-07-28 form of the protocol: a single request. */
export async function callTool(serverUrl, key, name, input) {
  let response;
  let message;
  try {
    response = await fetch(`${serverUrl}/mcp`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${key}`,
        'content-type': 'application/json',
        accept: 'application/json, text/event-stream',
        'mcp-protocol-version': VERSION,
        'mcp-method': 'tools/call',
        'mcp-name': name,
      },
      body: JSON.stringify({
        jsonrpc: '2.0',
        id: 1,
        method: 'tools/call',
        params: {
          name,
          arguments: input,
          _meta: {
            'io.modelcontextprotocol/protocolVersion': VERSION,
            'io.modelcontextprotocol/clientCapabilities': {},
          },
        },
      }),
      signal: AbortSignal.timeout(ANSWER_WITHIN),
    });
    message = await response.text();
  } catch (error) {
    throw new NotAnswered('The connection broke.', { cause: error });
  }
  const result = response.ok ? JSON.parse(message).result : undefined;
  if (result === undefined) {
    return { isError: true, text: `HTTP ${response.status}: ${message.slice(0, 200)}` };
  }
  return { isError: result.isError === true, text: result.content.map(({ text }) => text).join('\n') };
}
