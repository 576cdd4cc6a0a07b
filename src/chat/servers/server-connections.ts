import type * as SdkModule from '@modelcontextprotocol/client';
import * as z from 'zod';
import type { ChatServer, ChatTool } from './chat-server.js';
import { readResult, type ToolAnswer } from './read-result.js';
import { readTool } from './read-tools.js';
import { ServerFailure } from './server-failure.js';

/** Pages of one list of tools, and tools in it. */
const MAX_LIST_PAGES = 10;
const MAX_TOOLS = 300;
/** Open connections of all people; beyond it the one that was used longest ago is closed. */
const MAX_CONNECTIONS = 500;
/** Milliseconds until a server has to be ready: one that `npx` downloads first takes many seconds. */
const OPEN_TIMEOUT_MS = 30_000;
/** Milliseconds for one call. */
const CALL_TIMEOUT_MS = 120_000;
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
  /** Replaces the timers in tests. */
  readonly setTimer?: (run: () => void, milliseconds: number) => () => void;
}

interface Opened {
  readonly client: SdkModule.Client;
  /** Undefined until it is asked for, and after the server has said that it has changed. */
  tools: Promise<readonly ChatTool[]> | undefined;
  running: number;
  stopTimer: () => void;
}

/** The connections with servers: opened when they are needed, kept between questions, closed when idle and at the end. */
export class ServerConnections {
  readonly #options: Required<ServerConnectionsOptions>;
  /** By key, the one that was used longest ago first. */
  readonly #opened = new Map<string, Promise<Opened>>();
  #isClosed = false;

  constructor({
    openTimeoutMs = OPEN_TIMEOUT_MS,
    callTimeoutMs = CALL_TIMEOUT_MS,
    idleMs = IDLE_MS,
    setTimer = startTimer,
  }: ServerConnectionsOptions = {}) {
    this.#options = { openTimeoutMs, callTimeoutMs, idleMs, setTimer };
  }

  /** Connections that are open, or being opened. */
  get size(): number {
    return this.#opened.size;
  }

  /** The server's tools, over a connection that is opened if there is none. Rejects with a `ServerFailure`. */
  async tools(server: ChatServer, signal: AbortSignal): Promise<readonly ChatTool[]> {
    return this.#use(server, signal, (opened) => {
      opened.tools ??= this.#list(opened);
      return untilAborted(opened.tools, signal);
    });
  }

  /** Calls a tool. A call that fails at the server resolves to a failed answer; else rejects with a `ServerFailure`. */
  async call(
    server: ChatServer,
    tool: string,
    given: Readonly<Record<string, unknown>>,
    signal: AbortSignal,
  ): Promise<ToolAnswer> {
    return this.#use(server, signal, async ({ client }) => {
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
          return { text: error.message.slice(0, 2000), failed: true };
        }
        throw error;
      }
    });
  }

  /** Ends the connection with this key; for a workspace that a person disconnects. */
  async close(key: string): Promise<void> {
    const opening = this.#opened.get(key);
    this.#opened.delete(key);
    const opened = await opening?.catch(() => undefined);
    opened?.stopTimer();
    await opened?.client.close().catch(() => {});
  }

  /** Ends all of them, at shutdown; none is opened after it. */
  async closeAll(): Promise<void> {
    this.#isClosed = true;
    await Promise.all([...this.#opened.keys()].map((key) => this.close(key)));
  }

  async #use<Result>(
    server: ChatServer,
    signal: AbortSignal,
    work: (opened: Opened) => Promise<Result>,
  ): Promise<Result> {
    const sdk = await import('@modelcontextprotocol/client');
    try {
      const opened = await untilAborted(this.#open(server), signal);
      opened.stopTimer();
      opened.running += 1;
      try {
        return await work(opened);
      } finally {
        opened.running -= 1;
        this.#rest(server.key, opened);
      }
    } catch (error) {
      signal.throwIfAborted();
      throw translated(error, sdk);
    }
  }

  /** Callers that come at the same time share one opening, each until it leaves by itself. */
  #open(server: ChatServer): Promise<Opened> {
    if (this.#isClosed) {
      throw new ServerFailure('unreachable');
    }
    const known = this.#opened.get(server.key);
    if (known !== undefined) {
      // Moves to the end.
      this.#opened.delete(server.key);
      this.#opened.set(server.key, known);
      return known;
    }
    const opening = this.#connect(server);
    this.#opened.set(server.key, opening);
    opening.catch(() => {
      if (this.#opened.get(server.key) === opening) {
        this.#opened.delete(server.key);
      }
    });
    const [oldest] = this.#opened.keys();
    if (this.#opened.size > MAX_CONNECTIONS && oldest !== undefined) {
      void this.close(oldest);
    }
    return opening;
  }

  async #connect(server: ChatServer): Promise<Opened> {
    const { Client } = await import('@modelcontextprotocol/client');
    const deadline = AbortSignal.timeout(this.#options.openTimeoutMs);
    const client = new Client(
      { name: 'notion-rest-mcp-chat', version: '1' },
      { versionNegotiation: { mode: 'legacy' } },
    );
    try {
      const transport = await untilAborted(Promise.resolve(server.transport(deadline)), deadline);
      await untilAborted(
        client.connect(transport, { signal: deadline, timeout: this.#options.openTimeoutMs }),
        deadline,
      );
    } catch (error) {
      await client.close().catch(() => {});
      throw deadline.aborted ? new ServerFailure('late', { cause: error }) : error;
    }
    const opened: Opened = { client, tools: undefined, running: 0, stopTimer: () => {} };
    // oxlint-disable-next-line unicorn/prefer-add-event-listener -- a client is no EventTarget; this is its only hook.
    client.onclose = () => {
      opened.stopTimer();
      void this.#forget(server.key, opened);
    };
    client.setNotificationHandler('notifications/tools/list_changed', () => {
      opened.tools = undefined;
    });
    return opened;
  }

  /** Unless another one has taken its place. */
  async #forget(key: string, opened: Opened): Promise<void> {
    if ((await this.#opened.get(key)?.catch(() => undefined)) === opened) {
      this.#opened.delete(key);
    }
  }

  async #list(opened: Opened): Promise<readonly ChatTool[]> {
    try {
      const tools: ChatTool[] = [];
      let cursor: string | undefined;
      for (let page = 0; page < MAX_LIST_PAGES && (page === 0 || cursor !== undefined); page += 1) {
        const params = cursor === undefined ? {} : { cursor };
        const list = await opened.client.request({ method: 'tools/list', params }, listSchema, {
          timeout: this.#options.openTimeoutMs,
        });
        tools.push(...list.tools.slice(0, MAX_TOOLS).flatMap((one) => readTool(one) ?? []));
        cursor = list.nextCursor;
      }
      return tools.slice(0, MAX_TOOLS);
    } catch (error) {
      // Asked again next time.
      opened.tools = undefined;
      throw error;
    }
  }

  #rest(key: string, opened: Opened): void {
    opened.stopTimer();
    if (opened.running === 0) {
      opened.stopTimer = this.#options.setTimer(() => void this.close(key), this.#options.idleMs);
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

function untilAborted<Result>(work: Promise<Result>, signal: AbortSignal): Promise<Result> {
  return new Promise((resolve, reject) => {
    const abort = (): void => reject(signal.reason);
    if (signal.aborted) {
      abort();
    }
    signal.addEventListener('abort', abort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}

function startTimer(run: () => void, milliseconds: number): () => void {
  const timer = setTimeout(run, milliseconds).unref();
  return () => clearTimeout(timer);
}
