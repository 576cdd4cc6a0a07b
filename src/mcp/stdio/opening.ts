import type { Writable } from 'node:stream';
import { isRecord, type JsonRecord } from '../../text/json.js';
import { sentencesAbout } from '../../toolsets.js';
import type { PreparedTool, PreparedTools } from './prepared-tools.js';

/** Longer ids are left to the SDK. */
const MAX_ID_CHARACTERS = 128;

/** An answer in advance: the text for the client, empty for a notification, and the id that it answers. */
interface OpeningAnswer {
  readonly text: string;
  readonly id: string | number | undefined;
  /** With the list of tools the client has what it waits for. */
  readonly isLast: boolean;
}

/** How far a conversation has come without the SDK. */
export interface OpenedConversation {
  readonly isStateless: boolean;
  readonly protocolVersion: string;
  /** Messages that are answered, or need no answer. */
  readonly lines: number;
  /** What it has tools for, listed or not. */
  readonly tools: readonly PreparedTool[];
  /** To the client itself. */
  readonly output: Writable;
}

/**
 * Answers what every client asks first, before the SDK and the tools are loaded: `initialize`, `server/discover`, `ping`
 * and `tools/list`. Only messages that are beyond doubt, byte for byte as the SDK answers them:
 * `test/mcp/stdio/opening.test.ts` compares both for all choices of tools. The first message that is not ends it.
 */
export class Opening {
  readonly #prepared: PreparedTools;
  readonly #served: readonly PreparedTool[];
  readonly #tools: string;
  readonly #instructions: string;
  readonly #answered = new Set<string | number>();
  #era: 'unknown' | 'legacy' | 'stateless' = 'unknown';
  #version: string | undefined;
  #lines = 0;

  constructor(prepared: PreparedTools, served: readonly PreparedTool[]) {
    this.#prepared = prepared;
    this.#served = served;
    const names = new Set(served.map(({ name }) => name));
    this.#instructions = sentencesAbout(prepared.sentences, (name) => names.has(name));
    const listed = served.filter(({ spansWorkspaces }) => !spansWorkspaces).map((tool) => tool.listed);
    this.#tools = `"tools":[${listed.join(',')}]`;
  }

  /** Undefined while nothing says which version the client speaks. */
  get opened(): Omit<OpenedConversation, 'output'> | undefined {
    return this.#version === undefined
      ? undefined
      : {
          isStateless: this.#era === 'stateless',
          protocolVersion: this.#version,
          lines: this.#lines,
          tools: this.#served,
        };
  }

  /** Undefined if the message is not to be answered here; then no later one is. */
  answer(line: string): OpeningAnswer | undefined {
    const answer = this.#answerTo(line);
    this.#lines += answer === undefined ? 0 : 1;
    return answer;
  }

  #answerTo(line: string): OpeningAnswer | undefined {
    const message = messageIn(line);
    if (message === undefined) {
      return undefined;
    }
    const { id, method, params } = message;
    if (id === undefined) {
      const isExpected = this.#era === 'legacy' && method === 'notifications/initialized' && isEmpty(params);
      return isExpected ? { text: '', id, isLast: false } : undefined;
    }
    const result = this.#answered.has(id) ? undefined : this.#resultOf(method, params);
    if (result === undefined) {
      return undefined;
    }
    this.#answered.add(id);
    const text = `{"result":${result},"jsonrpc":"2.0","id":${JSON.stringify(id)}}\n`;
    return { text, id, isLast: method === 'tools/list' };
  }

  #resultOf(method: string, params: unknown): string | undefined {
    switch (method) {
      case 'initialize':
        return this.#initialize(params);
      case 'ping':
        return this.#era === 'legacy' && isEmpty(params) ? '{}' : undefined;
      case 'tools/list':
        return this.#era === 'legacy' && isEmpty(params)
          ? `{${this.#tools}}`
          : this.#stateless(params, this.#tools);
      case 'server/discover': {
        const { statelessVersion, capabilities } = this.#prepared;
        return this.#stateless(
          params,
          membersOf({
            supportedVersions: [statelessVersion],
            capabilities,
            instructions: this.#instructions,
          }),
        );
      }
      default:
        return undefined;
    }
  }

  #initialize(params: unknown): string | undefined {
    if (this.#era !== 'unknown' || !hasOnly(params, ['protocolVersion', 'capabilities', 'clientInfo'])) {
      return undefined;
    }
    const { protocolVersion: asked, capabilities: declared, clientInfo } = params;
    if (typeof asked !== 'string' || !isPlainCapabilities(declared) || !isPlainClient(clientInfo)) {
      return undefined;
    }
    this.#era = 'legacy';
    const { legacyVersions, capabilities, serverInfo } = this.#prepared;
    const protocolVersion = legacyVersions.includes(asked) ? asked : legacyVersions[0];
    this.#version = protocolVersion;
    return JSON.stringify({ protocolVersion, capabilities, serverInfo, instructions: this.#instructions });
  }

  #stateless(params: unknown, members: string): string | undefined {
    const { envelope, statelessVersion, statelessFields } = this.#prepared;
    if (this.#era === 'legacy' || !hasOnly(params, ['_meta'])) {
      return undefined;
    }
    const { _meta: meta } = params;
    const isPlain =
      hasOnly(meta, [envelope.version, envelope.client, envelope.capabilities]) &&
      meta[envelope.version] === statelessVersion &&
      isPlainClient(meta[envelope.client]) &&
      isPlainCapabilities(meta[envelope.capabilities]);
    if (!isPlain) {
      return undefined;
    }
    this.#era = 'stateless';
    this.#version = statelessVersion;
    return `{${members},${membersOf(statelessFields)}}`;
  }
}

/** A request or notification without anything unusual. */
function messageIn(
  line: string,
):
  | { readonly id: string | number | undefined; readonly method: string; readonly params: unknown }
  | undefined {
  let message: unknown;
  try {
    message = JSON.parse(line);
  } catch {
    return undefined;
  }
  if (!isRecord(message) || !Object.keys(message).every((key) => MEMBERS.has(key))) {
    return undefined;
  }
  const { jsonrpc, id, method, params } = message;
  return jsonrpc === '2.0' && typeof method === 'string' && (id === undefined || isPlainId(id))
    ? { id, method, params }
    : undefined;
}

const MEMBERS = new Set(['jsonrpc', 'id', 'method', 'params']);

function isPlainId(id: unknown): id is string | number {
  return typeof id === 'string' ? id.length <= MAX_ID_CHARACTERS : Number.isSafeInteger(id);
}

function isEmpty(params: unknown): boolean {
  return params === undefined || (isRecord(params) && Object.keys(params).length === 0);
}

/** Whether it is an object with exactly these members. */
function hasOnly(value: unknown, names: readonly string[]): value is JsonRecord {
  return (
    isRecord(value) &&
    Object.keys(value).length === names.length &&
    names.every((name) => Object.hasOwn(value, name))
  );
}

const CLIENT_FIELDS = new Set(['name', 'version', 'title', 'description']);

function isPlainClient(client: unknown): boolean {
  return (
    isRecord(client) &&
    typeof client['name'] === 'string' &&
    typeof client['version'] === 'string' &&
    Object.entries(client).every(([name, value]) => CLIENT_FIELDS.has(name) && typeof value === 'string')
  );
}

/** Capabilities as known clients declare them. */
function isPlainCapabilities(capabilities: unknown): boolean {
  return (
    isRecord(capabilities) &&
    Object.entries(capabilities).every(([name, value]) => {
      switch (name) {
        case 'roots':
          return hasOnly(value, []) || (hasOnly(value, ['listChanged']) && isBoolean(value['listChanged']));
        case 'sampling':
          return hasOnly(value, []);
        case 'elicitation':
          return isRecord(value) && Object.entries(value).every(([mode, about]) => isMode(mode, about));
        default:
          return false;
      }
    })
  );
}

function isMode(mode: string, about: unknown): boolean {
  return (mode === 'form' || mode === 'url') && hasOnly(about, []);
}

function isBoolean(value: unknown): boolean {
  return typeof value === 'boolean';
}

/** The JSON of an object without its braces. */
function membersOf(value: object): string {
  return JSON.stringify(value).slice(1, -1);
}
