type Headers = Readonly<Record<string, string>>;
/** A message and its headers. */
export interface Sent {
  readonly headers: Headers;
  readonly body: unknown;
}

export const BASE = { accept: 'application/json, text/event-stream', 'content-type': 'application/json' };
export const ENVELOPE = {
  'io.modelcontextprotocol/protocolVersion': '2026-07-28',
  'io.modelcontextprotocol/clientInfo': { name: 'sample', version: '1.0.0' },
  'io.modelcontextprotocol/clientCapabilities': {},
};
export const ECHO = { name: 'sample_echo', arguments: { query: 'Grüße 👋' } };

/** As clients before 2026 send it. */
export function legacy(method: string, params?: object, headers: Headers = {}): Sent {
  return {
    headers: { ...BASE, 'mcp-protocol-version': '2025-11-25', ...headers },
    body: { jsonrpc: '2.0', id: 7, method, ...(params === undefined ? {} : { params }) },
  };
}

/** As clients of 2026-07-28 send it. */
export function stateless(
  method: string,
  params: { readonly name?: string; readonly _meta?: object } & Readonly<Record<string, unknown>> = {},
  headers: Headers = {},
): Sent {
  return {
    headers: {
      ...BASE,
      'mcp-protocol-version': '2026-07-28',
      'mcp-method': method,
      ...(params.name === undefined ? {} : { 'mcp-name': params.name }),
      ...headers,
    },
    body: {
      jsonrpc: '2.0',
      id: 'seven',
      method,
      params: { ...params, _meta: { ...ENVELOPE, ...params._meta } },
    },
  };
}

/** The same of a client that does not introduce itself. */
export function withoutClient(...parameters: Parameters<typeof stateless>): Sent {
  const sent = stateless(...parameters);
  const body = structuredClone(sent.body) as { readonly params: { readonly _meta: Record<string, unknown> } };
  delete body.params._meta['io.modelcontextprotocol/clientInfo'];
  return { ...sent, body };
}
