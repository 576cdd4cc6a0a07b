// One tools/call as each protocol era sends it over HTTP.

/** The revision of today's clients, and the one without sessions and `initialize`. */
export const eras = ['2025-11-25', '2026-07-28'];

export function toolRequest({ url, key, era, name, input }) {
  const isModern = era === '2026-07-28';
  const meta = {
    'io.modelcontextprotocol/protocolVersion': era,
    'io.modelcontextprotocol/clientCapabilities': {},
  };
  return {
    url,
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'application/json, text/event-stream',
      'mcp-protocol-version': era,
      ...(key === undefined ? {} : { authorization: `Bearer ${key}` }),
      ...(isModern ? { 'mcp-method': 'tools/call', 'mcp-name': name } : {}),
    },
    body: JSON.stringify({
      jsonrpc: '2.0',
      id: 1,
      method: 'tools/call',
      params: { name, arguments: input, ...(isModern ? { _meta: meta } : {}) },
    }),
  };
}

/** Why an answer is none, or undefined where it is one. An event stream carries the answer in its last event. */
export function complaintAbout({ status, body }) {
  if (status !== 200) {
    return `HTTP ${status}`;
  }
  const json = body.startsWith('{') ? body : body.slice(body.lastIndexOf('data: ') + 'data: '.length);
  const { result, error } = JSON.parse(json);
  if (result === undefined) {
    return `error ${error?.code}`;
  }
  return result.isError === true ? `isError: ${String(result.content?.[0]?.text).slice(0, 80)}` : undefined;
}
