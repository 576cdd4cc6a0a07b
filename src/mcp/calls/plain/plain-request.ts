import type { RequestId } from '@modelcontextprotocol/server';
import { META_KEYS, STATELESS_VERSION } from '../protocol.js';

const HOT_METHODS = ['tools/call', 'tools/list', 'ping'] as const;

/** A request that the SDK would accept, and answer as `ToolRequests` does. */
export interface PlainRequest {
  readonly id: RequestId;
  readonly method: (typeof HOT_METHODS)[number];
  readonly meta: Readonly<Record<string, unknown>> | undefined;
  readonly name: string;
  readonly arguments: unknown;
}

/** The request, if it is one of the methods that are answered most. What is doubtful, such as an unknown member, is not. */
export function plainRequest(message: unknown): PlainRequest | undefined {
  if (
    !isObject(message) ||
    !hasOnly(message, ['jsonrpc', 'id', 'method', 'params']) ||
    message['jsonrpc'] !== '2.0'
  ) {
    return undefined;
  }
  const { id, params = {} } = message;
  const method = HOT_METHODS.find((hot) => hot === message['method']);
  if (
    method === undefined ||
    !(typeof id === 'string' || Number.isSafeInteger(id)) ||
    !isObject(params) ||
    !hasOnly(params, method === 'tools/call' ? ['name', 'arguments', '_meta'] : ['_meta'])
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
  return { id: id as RequestId, method, meta, name, arguments: given };
}

/** Before 2026: nothing of the later envelope. */
export function isPlainLegacy({ meta = {} }: PlainRequest): boolean {
  return hasPlainMembers(meta);
}

/** From 2026 on: the envelope of a client that is asked nothing. `mayAsk`: whether calls ask clients that can be asked. */
export function isPlainStateless({ method, meta = {} }: PlainRequest, mayAsk: boolean): boolean {
  const {
    [META_KEYS.version]: version,
    [META_KEYS.client]: client,
    [META_KEYS.capabilities]: capabilities,
    ...rest
  } = meta;
  return (
    // The method ended with the earlier versions.
    method !== 'ping' &&
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

/** `_meta` with nothing but where the request belongs in a trace, and where its progress goes. */
function hasPlainMembers(meta: Readonly<Record<string, unknown>>): boolean {
  return Object.entries(meta).every(([name, value]) =>
    name === 'progressToken'
      ? typeof value === 'string' || Number.isSafeInteger(value)
      : ['traceparent', 'tracestate', 'baggage'].includes(name) && typeof value === 'string',
  );
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function hasOnly(value: object, names: readonly string[]): boolean {
  return Object.keys(value).every((name) => names.includes(name));
}
