import type { IncomingHttpHeaders } from 'node:http';
import {
  CLIENT_CAPABILITIES_META_KEY,
  CLIENT_INFO_META_KEY,
  PROTOCOL_VERSION_META_KEY,
  SUPPORTED_PROTOCOL_VERSIONS,
  type RequestId,
} from '@modelcontextprotocol/server';

/** The version without a handshake: each request carries its envelope in `_meta`. */
const STATELESS_VERSION = '2026-07-28';

const HOT_METHODS = ['tools/call', 'tools/list', 'ping'] as const;
type HotMethod = (typeof HOT_METHODS)[number];

/** A message that the SDK would accept, and answer as `directPath` does. */
export interface PlainMessage {
  readonly id: RequestId;
  readonly method: HotMethod;
  readonly isStateless: boolean;
  readonly version: string | undefined;
  readonly meta: unknown;
  readonly name: string;
  readonly arguments: unknown;
}

/** The message, if it is one that this path answers. What is doubtful, such as an unknown member, is not. */
export function plainMessage(
  headers: IncomingHttpHeaders,
  body: unknown,
  mayAsk: boolean,
): PlainMessage | undefined {
  if (!isObject(body) || !hasOnly(body, ['jsonrpc', 'id', 'method', 'params']) || body['jsonrpc'] !== '2.0') {
    return undefined;
  }
  const { id, params = {} } = body;
  const method = HOT_METHODS.find((hot) => hot === body['method']);
  const accept = headerText(headers, 'accept') ?? '';
  if (
    method === undefined ||
    !(typeof id === 'string' || Number.isSafeInteger(id)) ||
    !isObject(params) ||
    !hasOnly(params, method === 'tools/call' ? ['name', 'arguments', '_meta'] : ['_meta']) ||
    !accept.includes('application/json') ||
    !accept.includes('text/event-stream') ||
    // The session of an earlier client says what it can be asked.
    headers['mcp-session-id'] !== undefined
  ) {
    return undefined;
  }
  const { name = '', arguments: given, _meta: meta } = params;
  if (
    typeof name !== 'string' ||
    (method === 'tools/call' && params['name'] === undefined) ||
    // The SDK leaves out a member of this name, so that no copy of the arguments gets another prototype.
    !(given === undefined || (isObject(given) && !Object.hasOwn(given, '__proto__'))) ||
    !(meta === undefined || isObject(meta))
  ) {
    return undefined;
  }
  const version = headerText(headers, 'mcp-protocol-version');
  const message = { id: id as RequestId, method, version, meta, name, arguments: given };
  const isModern = version === STATELESS_VERSION;
  const isPlain = isModern
    ? isPlainStateless(headers, message, mayAsk)
    : isPlainLegacy(headers, version, meta);
  return isPlain ? { ...message, isStateless: isModern } : undefined;
}

/** Before 2026: a known version or none, and nothing of the later envelope. */
function isPlainLegacy(
  headers: IncomingHttpHeaders,
  version: string | undefined,
  meta: Readonly<Record<string, unknown>> | undefined,
): boolean {
  return (
    (version === undefined || SUPPORTED_PROTOCOL_VERSIONS.includes(version)) &&
    headers['mcp-method'] === undefined &&
    headers['mcp-name'] === undefined &&
    hasPlainMembers(meta ?? {})
  );
}

/** From 2026 on: headers that repeat the body, and an envelope of a client that is asked nothing. */
function isPlainStateless(
  headers: IncomingHttpHeaders,
  { method, name, meta }: Pick<PlainMessage, 'method' | 'name'> & { readonly meta: unknown },
  mayAsk: boolean,
): boolean {
  if (
    // The method ended with the earlier versions.
    method === 'ping' ||
    !isObject(meta) ||
    headers['mcp-method'] !== method ||
    headers['mcp-name'] !== (method === 'tools/call' ? name : undefined)
  ) {
    return false;
  }
  const {
    [PROTOCOL_VERSION_META_KEY]: version,
    [CLIENT_INFO_META_KEY]: client,
    [CLIENT_CAPABILITIES_META_KEY]: capabilities,
    ...rest
  } = meta;
  return (
    version === STATELESS_VERSION &&
    (client === undefined || isPlainClient(client)) &&
    isObject(capabilities) &&
    // What a list looks like depends on nothing that a client can be asked.
    hasPlainCapabilities(capabilities, mayAsk && method === 'tools/call') &&
    hasPlainMembers(rest)
  );
}

/** The protocol leaves it to clients whether they introduce themselves. */
function isPlainClient(client: unknown): boolean {
  return (
    isObject(client) &&
    typeof client['name'] === 'string' &&
    typeof client['version'] === 'string' &&
    Object.entries(client).every(([name, value]) => CLIENT_MEMBERS.has(name) && typeof value === 'string')
  );
}

const CLIENT_MEMBERS = new Set(['name', 'version', 'title', 'websiteUrl', 'description']);

/** Such as `{ roots: { listChanged: true }, sampling: {} }`. */
function hasPlainCapabilities(capabilities: Readonly<Record<string, unknown>>, mayAsk: boolean): boolean {
  return (
    hasOnly(capabilities, mayAsk ? ['roots', 'sampling'] : ['roots', 'sampling', 'elicitation']) &&
    Object.entries(capabilities).every(
      ([name, capability]) =>
        isObject(capability) &&
        Object.entries(capability).every(([member, value]) =>
          name === 'roots' && member === 'listChanged'
            ? typeof value === 'boolean'
            : isObject(value) && Object.keys(value).length === 0,
        ),
    )
  );
}

/** `_meta` with nothing but where the request belongs in a trace, and where its progress would go, which is not reported. */
function hasPlainMembers(meta: Readonly<Record<string, unknown>>): boolean {
  return Object.entries(meta).every(([name, value]) =>
    name === 'progressToken'
      ? typeof value === 'string' || Number.isSafeInteger(value)
      : ['traceparent', 'tracestate', 'baggage'].includes(name) && typeof value === 'string',
  );
}

/** A header with one value. */
export function headerText(headers: IncomingHttpHeaders, name: string): string | undefined {
  const value = headers[name.toLowerCase()];
  return typeof value === 'string' ? value : undefined;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function hasOnly(value: object, names: readonly string[]): boolean {
  return Object.keys(value).every((name) => names.includes(name));
}
