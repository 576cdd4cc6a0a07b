import type { IncomingHttpHeaders } from 'node:http';

/** A message as far as the proxy has to understand it. */
export interface ProxiedMessage {
  readonly method: string | undefined;
  readonly id: string | number | undefined;
  /** The called tool, of `tools/call`. */
  readonly tool: string | undefined;
  /** What it is called with; unchecked. */
  readonly given?: unknown;
}

/** Why a body is not passed on. */
export type MessageRefusal = 'notMessage' | 'method' | 'tool' | 'headers';

/**
 * What is passed on: reading, and calling tools, which are checked one by one. Methods of later versions may do anything,
 * so each has to be added here.
 */
const METHODS: ReadonlySet<string> = new Set([
  'completion/complete',
  'initialize',
  'logging/setLevel',
  'ping',
  'prompts/get',
  'prompts/list',
  'resources/list',
  'resources/read',
  'resources/subscribe',
  'resources/templates/list',
  'resources/unsubscribe',
  'server/discover',
  'subscriptions/listen',
  'tools/call',
  'tools/list',
]);
const NOTIFICATION = /^notifications\/[a-z_/]{1,60}$/;
/** The protocol's own maximum. */
const TOOL_NAME = /^[\w.-]{1,128}$/;
/** Characters of an id that a client sets. */
const MAX_ID_CHARACTERS = 200;

/** The messages of a body, one or a batch; or why it is not passed on. */
export function proxiedMessages(
  body: unknown,
  headers: IncomingHttpHeaders,
): readonly ProxiedMessage[] | MessageRefusal {
  const read = (Array.isArray(body) ? body : [body]).map((item: unknown) => readMessage(item));
  const messages: ProxiedMessage[] = [];
  for (const message of read) {
    if (typeof message === 'string') {
      return message;
    }
    messages.push(message);
  }
  if (messages.length === 0) {
    return 'notMessage';
  }
  return messages.every((message) => agrees(headers, message)) ? messages : 'headers';
}

function readMessage(value: unknown): ProxiedMessage | MessageRefusal {
  if (typeof value !== 'object' || value === null || member(value, 'jsonrpc') !== '2.0') {
    return 'notMessage';
  }
  const method = member(value, 'method');
  const id = readId(member(value, 'id'));
  if (method === undefined) {
    // The answer to what the server asked during a call.
    const isAnswer = Object.hasOwn(value, 'result') || Object.hasOwn(value, 'error');
    return id === undefined || !isAnswer
      ? 'notMessage'
      : { method: undefined, id: undefined, tool: undefined };
  }
  if (typeof method !== 'string' || !(METHODS.has(method) || NOTIFICATION.test(method))) {
    return 'method';
  }
  if (method !== 'tools/call') {
    return { method, id, tool: undefined };
  }
  const params = member(value, 'params');
  const tool = member(params, 'name');
  return typeof tool === 'string' && TOOL_NAME.test(tool)
    ? { method, id, tool, given: member(params, 'arguments') }
    : 'tool';
}

/**
 * From 2026 on headers repeat the body. One that names another method or tool than the body is refused: what is checked
 * here must be what the hosted server runs.
 */
function agrees(headers: IncomingHttpHeaders, { method, tool }: ProxiedMessage): boolean {
  const { 'mcp-method': namedMethod, 'mcp-name': namedTool } = headers;
  return (
    (namedMethod === undefined || namedMethod === method) &&
    (method !== 'tools/call' || namedTool === undefined || namedTool === tool)
  );
}

function readId(value: unknown): string | number | undefined {
  return typeof value === 'number' || (typeof value === 'string' && value.length <= MAX_ID_CHARACTERS)
    ? value
    : undefined;
}

function member(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? Reflect.get(value, name)
    : undefined;
}
