import type * as SdkModule from '@modelcontextprotocol/client';
import * as z from 'zod';
import { untilAborted } from '../../bounded-work/until-aborted.js';
import { revealInvisible } from '../../text/invisible.js';
import type { ChatServer, ChatTool } from './chat-server.js';
import { readResult, type ToolAnswer } from './read-result.js';
import { readTool } from './read-tools.js';
import { ServerFailure } from './server-failure.js';

/** Pages of one list of tools, and tools in it. */
const MAX_LIST_PAGES = 10;
const MAX_TOOLS = 300;
/** Open connections of all people; beyond it the one that nobody has used for longest is closed, or none is opened. */
const MAX_CONNECTIONS = 500;
/** Characters of a server's refusal that the model reads. */
const MAX_REFUSAL_CHARACTERS = 2000;
/** Milliseconds until a server has to be ready: one that `npx` downloads first takes many seconds. */
const OPEN_TIMEOUT_MS = 30_000;
/** Milliseconds for one call. */
const CALL_TIMEOUT_MS = 120_000;
/** Messages that a server may send between two requests; one that sends more is ended, for reading them takes all the time. */
const MAX_MESSAGES = 20_000;
/** Milliseconds after which a connection that nobody uses is closed. */
const IDLE_MS = 10 * 60_000;

const listSchema = z.object({
  tools: z.array(z.unknown()).max(10_000),
  nextCursor: z.string().max(4000).optional(),
});

interface ServerConnectionsOptions {
  readonly openTimeoutMs?: number;
  readonly callTimeoutMs?: number;
  readonly idleMs?: number;
  readonly maxConnections?: number;
  /** Replaces the timers in tests. */
  readonly setTimer?: (run: () => void, milliseconds: number) => () => void;
}

/** A connection, from the moment in which it begins to be opened. */
interface Held {
  readonly key: string;
  readonly client: Promise<SdkModule.Client>;
  /** Gives up the opening. */
  readonly ending: AbortController;
  /** Undefined until it is asked for, and after the server has said that it has changed. */
  tools: Promise<readonly ChatTool[]> | undefined;
  /** Callers that wait for it, or for an answer over it. */
  users: number;
  /** What the server has sent since the last request. */
  messages: number;
  stopTimer: () => void;
}

/** The connections with servers: opened when they are needed, kept between questions, closed when idle and at the end. */
export class ServerConnections {
  readonly #options: Required<ServerConnectionsOptions>;
  /** By key, the one that was used longest ago first. What is not in it any more is over. */
  readonly #held = new Map<string, Held>();
  #isClosed = false;

  constructor({
    openTimeoutMs = OPEN_TIMEOUT_MS,
    callTimeoutMs = CALL_TIMEOUT_MS,
    idleMs = IDLE_MS,
    maxConnections = MAX_CONNECTIONS,
    setTimer = startTimer,
  }: ServerConnectionsOptions = {}) {
    this.#options = { openTimeoutMs, callTimeoutMs, idleMs, maxConnections, setTimer };
  }

  /** Connections that are open, or being opened. */
  get size(): number {
    return this.#held.size;
  }

  /** The server's tools, over a connection that is opened if there is none. Rejects with a `ServerFailure`. */
  async tools(server: ChatServer, signal: AbortSignal): Promise<readonly ChatTool[]> {
    return this.#use(server, signal, (client, held) => {
      held.tools ??= this.#list(client, held);
      return untilAborted(held.tools, signal);
    });
  }

  /** Calls a tool. A call that fails at the server resolves to a failed answer; else rejects with a `ServerFailure`. */
  async call(
    server: ChatServer,
    tool: string,
    given: Readonly<Record<string, unknown>>,
    signal: AbortSignal,
  ): Promise<ToolAnswer> {
    return this.#use(server, signal, async (client) => {
      const { ProtocolError } = await import('@modelcontextprotocol/client');
      try {
        const result = await client.request(
          { method: 'tools/call', params: { name: tool, arguments: { ...given } } },
          z.unknown(),
          { signal, timeout: this.#options.callTimeoutMs },
        );
        const answer = readResult(result);
        if (answer === undefined) {
          throw new ServerFailure('malformed');
        }
        return answer;
      } catch (error) {
        if (error instanceof ProtocolError) {
          // The server refused the call: the model reads why, as it reads any answer.
          return {
            text: revealInvisible(error.message.slice(0, MAX_REFUSAL_CHARACTERS)).slice(
              0,
              MAX_REFUSAL_CHARACTERS,
            ),
            failed: true,
          };
        }
        throw error;
      }
    });
  }

  /** Ends all of them, at shutdown; none is opened after it. */
  async closeAll(): Promise<void> {
    this.#isClosed = true;
    await Promise.all([...this.#held.values()].map((held) => this.#end(held)));
  }

  async #use<Result>(
    server: ChatServer,
    signal: AbortSignal,
    work: (client: SdkModule.Client, held: Held) => Promise<Result>,
  ): Promise<Result> {
    const sdk = await import('@modelcontextprotocol/client');
    try {
      const held = this.#hold(server);
      held.stopTimer();
      held.users += 1;
      held.messages = 0;
      try {
        return await work(await untilAborted(held.client, signal), held);
      } finally {
        held.users -= 1;
        this.#rest(held);
      }
    } catch (error) {
      signal.throwIfAborted();
      throw translated(error, sdk);
    }
  }

  /** Callers that come at the same time share one opening, each until it leaves by itself. */
  #hold(server: ChatServer): Held {
    if (this.#isClosed) {
      throw new ServerFailure('unreachable');
    }
    const known = this.#held.get(server.key);
    if (known !== undefined) {
      // Moves to the end.
      this.#held.delete(server.key);
      this.#held.set(server.key, known);
      return known;
    }
    this.#makeRoom();
    const ending = new AbortController();
    const held: Held = {
      key: server.key,
      client: this.#connect(server, ending.signal, () => held),
      ending,
      tools: undefined,
      users: 0,
      messages: 0,
      stopTimer: () => {},
    };
    this.#held.set(server.key, held);
    held.client.catch(() => this.#forget(held));
    return held;
  }

  /** One that somebody uses is not taken from them. */
  #makeRoom(): void {
    if (this.#held.size < this.#options.maxConnections) {
      return;
    }
    const idle = [...this.#held.values()].find(({ users }) => users === 0);
    if (idle === undefined) {
      throw new ServerFailure('busy');
    }
    void this.#end(idle);
  }

  async #connect(server: ChatServer, ended: AbortSignal, held: () => Held): Promise<SdkModule.Client> {
    const { Client } = await import('@modelcontextprotocol/client');
    const late = AbortSignal.timeout(this.#options.openTimeoutMs);
    const deadline = AbortSignal.any([late, ended]);
    const client = new Client(
      { name: 'notion-rest-mcp-chat', version: '1' },
      { versionNegotiation: { mode: 'legacy' } },
    );
    const made = Promise.resolve().then(() => server.transport(deadline));
    try {
      const transport = await untilAborted(made, deadline);
      // The SDK calls what is there before its own.
      Object.assign(transport, { onmessage: () => this.#count(held()) });
      await untilAborted(
        client.connect(transport, { signal: deadline, timeout: this.#options.openTimeoutMs }),
        deadline,
      );
    } catch (error) {
      // One that comes too late would stay open.
      void made.then((transport) => transport.close()).catch(() => {});
      await client.close().catch(() => {});
      throw late.aborted ? new ServerFailure('late', { cause: error }) : error;
    }
    // oxlint-disable-next-line unicorn/prefer-add-event-listener -- a client is no EventTarget; this is its only hook.
    client.onclose = () => this.#forget(held());
    client.setNotificationHandler('notifications/tools/list_changed', () => {
      held().tools = undefined;
    });
    return client;
  }

  #count(held: Held): void {
    held.messages += 1;
    if (held.messages === MAX_MESSAGES) {
      void this.#end(held);
    }
  }

  async #end(held: Held): Promise<void> {
    this.#forget(held);
    held.ending.abort();
    const client = await held.client.catch(() => undefined);
    await client?.close().catch(() => {});
  }

  /** Unless another one has taken its place. */
  #forget(held: Held): void {
    held.stopTimer();
    if (this.#held.get(held.key) === held) {
      this.#held.delete(held.key);
    }
  }

  async #list(client: SdkModule.Client, held: Held): Promise<readonly ChatTool[]> {
    try {
      const tools: ChatTool[] = [];
      let cursor: string | undefined;
      for (let page = 0; page < MAX_LIST_PAGES && (page === 0 || cursor !== undefined); page += 1) {
        const params = cursor === undefined ? {} : { cursor };
        const list = await client.request({ method: 'tools/list', params }, listSchema, {
          timeout: this.#options.openTimeoutMs,
        });
        tools.push(...list.tools.slice(0, MAX_TOOLS).flatMap((one) => readTool(one) ?? []));
        cursor = list.nextCursor;
      }
      return tools.slice(0, MAX_TOOLS);
    } catch (error) {
      // Asked again next time.
      held.tools = undefined;
      throw error;
    }
  }

  /** Closes it after a while in which nobody uses it. One that is over by now has no timer, which would end its successor. */
  #rest(held: Held): void {
    held.stopTimer();
    if (held.users === 0 && this.#held.get(held.key) === held) {
      held.stopTimer = this.#options.setTimer(() => void this.#end(held), this.#options.idleMs);
    }
  }
}

type Sdk = typeof SdkModule;

/** Foreign errors end here. */
function translated(error: unknown, sdk: Sdk): ServerFailure {
  if (error instanceof ServerFailure) {
    return error;
  }
  if (error instanceof sdk.SdkHttpError && (error.status === 401 || error.status === 403)) {
    return new ServerFailure('denied', { cause: error });
  }
  if (error instanceof sdk.SdkError && error.code === sdk.SdkErrorCode.RequestTimeout) {
    return new ServerFailure('late', { cause: error });
  }
  const isForeign = error instanceof z.ZodError || error instanceof sdk.ProtocolError;
  return new ServerFailure(isForeign ? 'malformed' : 'unreachable', { cause: error });
}

function startTimer(run: () => void, milliseconds: number): () => void {
  const timer = setTimeout(run, milliseconds).unref();
  return () => clearTimeout(timer);
}
