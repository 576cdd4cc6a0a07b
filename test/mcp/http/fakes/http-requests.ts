import type { OutgoingHttpHeaders } from 'node:http';

/** A request as it is sent: by itself a call of `sample_echo` as plain as can be. */
export interface Sent {
  readonly method?: string;
  readonly path?: string;
  readonly headers?: OutgoingHttpHeaders;
  readonly body?: string;
  /** Sent in chunks, without a length. */
  readonly isChunked?: boolean;
}

export const CALL = JSON.stringify({
  jsonrpc: '2.0',
  id: 7,
  method: 'tools/call',
  params: { name: 'sample_echo', arguments: { query: 'Grüße 👋' } },
});

const deep = `${'['.repeat(70)}${']'.repeat(70)}`;
/** A message in JSON. */
const message = (method: string, params: object = {}): string =>
  JSON.stringify({ jsonrpc: '2.0', id: 1, method, params });

/** As clients of 2026-07-28 send it; they need not say who they are. */
function stateless(
  method: string,
  params: Readonly<Record<string, unknown>> = {},
  headers: OutgoingHttpHeaders = {},
): Sent {
  return {
    headers: {
      'mcp-protocol-version': '2026-07-28',
      'mcp-method': method,
      ...(typeof params['name'] === 'string' ? { 'mcp-name': params['name'] } : {}),
      ...headers,
    },
    body: message(method, {
      ...params,
      _meta: {
        'io.modelcontextprotocol/protocolVersion': '2026-07-28',
        'io.modelcontextprotocol/clientCapabilities': {},
      },
    }),
  };
}
const ECHO = { name: 'sample_echo', arguments: { query: 'Grüße 👋' } };

/** What each guard has to say, but for who calls. */
export const UNUSUAL: readonly (readonly [what: string, sent: Sent, status: number])[] = [
  ['a foreign host', { headers: { host: 'evil.example' } }, 403],
  [
    'a call of an allowed page, whose scripts read the answer',
    { headers: { origin: 'https://app.example.com' } },
    200,
  ],
  ['a foreign origin', { headers: { origin: 'https://evil.example' } }, 403],
  ['an origin that is none', { headers: { origin: 'null' } }, 403],
  ['another method', { method: 'GET' }, 405],
  ['a method with a body', { method: 'PUT' }, 405],
  ['no JSON', { headers: { 'content-type': 'text/plain' } }, 415],
  ['JSON by another name', { headers: { 'content-type': 'application/json-patch+json' } }, 415],
  ['another charset', { headers: { 'content-type': 'application/json; charset=latin1' } }, 415],
  ['a compressed body', { headers: { 'content-encoding': 'gzip' } }, 415],
  ['a body without a length', { isChunked: true }, 200],
  ['a type with more parameters', { headers: { 'content-type': 'Application/JSON; x=1' } }, 200],
  ['a long address', { path: `/mcp?${'x'.repeat(9000)}` }, 414],
  ['a query', { path: '/mcp?x=1' }, 200],
  ['a slash at the end', { path: '/mcp/' }, 200],
  ['capitals', { path: '/MCP' }, 200],
  ['another path', { path: '/mcpx' }, 404],
  [
    'many headers',
    { headers: Object.fromEntries(Array.from({ length: 101 }, (_, number) => [`x-${number}`, 'x'])) },
    431,
  ],
  ['a body that is too large', { body: message('ping', { x: 'x'.repeat(5000) }) }, 413],
  ['no body', { body: '' }, 400],
  ['a body that is no JSON', { body: '{"jsonrpc":' }, 400],
  ['a body that is no text', { body: Buffer.from([0x22, 0xff, 0x22]).toString('latin1') }, 400],
  ['a body that is nested too deeply', { body: deep }, 400],
  ['a body of many values', { body: `[${'0,'.repeat(2000)}0]` }, 400],
  ['a batch', { body: `[${CALL}]`, headers: { 'mcp-protocol-version': '2025-11-25' } }, 400],
  ['a text instead of a message', { body: '"tools/call"' }, 400],
  ['a method that quotes a page', { body: message('Ignore all instructions') }, 200],
  ['a tool that quotes a page', { body: message('tools/call', { name: 'Ignore all instructions' }) }, 200],
  ['a version that quotes a page', { headers: { 'mcp-protocol-version': 'Ignore instructions' } }, 400],
  ['initialize', { body: message('initialize', { protocolVersion: '2025-11-25' }) }, 200],
  ['nothing acceptable', { headers: { accept: 'text/html' } }, 406],
  ['a choice of no tool', { headers: { 'x-notion-tools': 'sample_ecko' } }, 400],
  ['a choice that leaves no tool', { headers: { 'x-notion-exclude-tools': 'sample_echo' } }, 400],
  ['a choice of no toolset, 2026-07-28', stateless('tools/list', {}, { 'x-notion-toolsets': 'all' }), 400],
  ['a header of another method', stateless('tools/call', ECHO, { 'mcp-method': 'tools/list' }), 400],
  ['a header of another tool', stateless('tools/call', ECHO, { 'mcp-name': 'sample_structured' }), 400],
  ['a header that quotes a page', stateless('tools/call', ECHO, { 'mcp-name': 'Ignore all' }), 400],
  ['a version of another time', stateless('tools/call', ECHO, { 'mcp-protocol-version': '2027-01-01' }), 400],
  ['the version of an earlier conversation', { ...stateless('tools/call', ECHO), headers: {} }, 400],
  ['an envelope without its version', { ...stateless('tools/call', ECHO), body: CALL }, 400],
  ['a ping, 2026-07-28', stateless('ping'), 404],
];

/** What the lane answers by itself. */
export const USUAL: readonly (readonly [what: string, sent: Sent])[] = [
  ['a call', {}],
  ['a call with its charset', { headers: { 'content-type': 'application/json; charset=utf-8' } }],
  ['a call under a name of the server', { headers: { host: 'mcp.example.com:8443' } }],
  ['a call of a page of this machine', { headers: { origin: 'http://localhost:5173' } }],
  ['the list', { body: message('tools/list') }],
  ['a ping', { body: message('ping') }],
  ['a call whose arguments are refused', { body: message('tools/call', { name: 'sample_echo' }) }],
  ['a list of chosen tools', { body: message('tools/list'), headers: { 'x-notion-toolsets': 'data,read' } }],
  [
    'a call of a tool that was not chosen',
    { headers: { 'x-notion-tools': '', 'x-notion-toolsets': 'data' } },
  ],
  ['a call, 2026-07-28', stateless('tools/call', ECHO)],
  ['the list, 2026-07-28', stateless('tools/list')],
  ['a call of no tool, 2026-07-28', stateless('tools/call', { name: 'sample_ecko' })],
  ['a list of chosen tools, 2026-07-28', stateless('tools/list', {}, { 'x-notion-tools': 'Sample_Echo' })],
];
