import type * as SdkModule from '@modelcontextprotocol/client';
import { LRUCache } from 'lru-cache';
import * as z from 'zod';
import { untilAborted } from '../../bounded-work/until-aborted.js';
import {
  CancelledError,
  ReconnectError,
  ToolError,
  TooLargeError,
  UnavailableError,
  UnexpectedResponseError,
} from '../../errors.js';
import { say } from '../../text/words.js';
import type { HostedAnswer, HostedToolName } from '../../notion/hosted-session.js';
import type { HostedConnection } from '../hosted-token.js';
import { UpstreamFailure } from '../request/upstream-failure.js';
import { CallBuckets } from './call-buckets.js';
import { AwaitedAnswers } from './awaited-answers.js';
import { fitArguments } from './fit-arguments.js';
import { hostedFetch } from './hosted-fetch.js';
import { readHostedTool, type HostedTool } from './hosted-tool.js';
import { textOfResult } from './read-result.js';

/** Milliseconds for which a list of tools is believed. */
const LIST_LIFETIME_MS = 60 * 60_000;
/** Connections whose session and list are kept, some 20 KB each. */
const MAX_CONNECTIONS = 1000;
/** Pages of one list of tools, and tools in it: 45 have been seen. */
const MAX_LIST_PAGES = 5;
const MAX_TOOLS = 300;
const INITIALIZE_TIMEOUT_MS = 15_000;
/** A call, unless the caller has less time: a search by meaning takes several seconds. */
const CALL_TIMEOUT_MS = 60_000;
/** JSON-RPC: the arguments do not fit, or there is no such tool. */
const INVALID_PARAMS = -32_602;
/** HTTP: the session is gone, or was never there. */
const LOST_SESSION = [400, 404];

const listSchema = z.object({
  tools: z.array(z.unknown()),
  nextCursor: z.string().max(4000).optional(),
});

/** What is known of a connection's server. */
interface Known {
  /** Sent along, as the protocol has it; the hosted server keeps nothing behind it. */
  readonly sessionId: string | undefined;
  readonly protocolVersion: string | undefined;
  readonly tools: readonly HostedTool[];
}

interface CallLimits {
  readonly signal: AbortSignal;
  readonly timeoutMs?: number | undefined;
}

type Sdk = typeof SdkModule;

/** A client of the hosted server for each connection, by the SDK's client and transport. */
export class HostedClients {
  readonly #buckets: CallBuckets;
  readonly #known: LRUCache<string, Known>;
  readonly #opening = new Map<string, Promise<Known>>();

  constructor(now: () => number = () => Date.now()) {
    this.#buckets = new CallBuckets(now);
    this.#known = new LRUCache({ max: MAX_CONNECTIONS, ttl: LIST_LIFETIME_MS, perf: { now } });
  }

  /** The live list of its tools, an hour old at most. Rejects with a `ToolError`. */
  async toolsOf(connection: HostedConnection, signal: AbortSignal): Promise<readonly HostedTool[]> {
    return (await this.#knownOf(connection, signal)).tools;
  }

  /** Calls one tool, with the arguments that it knows at the moment. Rejects with a `ToolError`. */
  async call(
    connection: HostedConnection,
    tool: HostedToolName,
    given: Readonly<Record<string, unknown>>,
    limits: CallLimits,
  ): Promise<HostedAnswer> {
    return this.#buckets.run(connection.id, tool === 'search', async () => {
      const known = await this.#knownOf(connection, limits.signal);
      try {
        return await this.#callOnce(connection, known, tool, given, limits);
      } catch (error) {
        if (!(error instanceof ChangedServerError)) {
          throw error;
        }
        // Refused before anything ran: the list has changed, or the session is gone. Looked at once more.
        this.#known.delete(keyOf(connection));
        const current = await this.#knownOf(connection, limits.signal);
        return this.#callOnce(connection, current, tool, given, limits).catch(throwAsToolError);
      }
    });
  }

  async #callOnce(
    connection: HostedConnection,
    { sessionId, protocolVersion, tools }: Known,
    tool: HostedToolName,
    given: Readonly<Record<string, unknown>>,
    { signal, timeoutMs = CALL_TIMEOUT_MS }: CallLimits,
  ): Promise<HostedAnswer> {
    const { name, arguments: fitted, dropped } = fitArguments(tool, given, tools);
    const result = await this.#withClient(
      connection,
      { signal, timeoutMs, session: { sessionId, protocolVersion } },
      (client, options) =>
        client.request(
          { method: 'tools/call', params: { name, arguments: { ...fitted } } },
          z.unknown(),
          options,
        ),
    );
    return { text: textOfResult(result), dropped };
  }

  /** Callers that come at the same time share one opening, each until it leaves by itself. */
  async #knownOf(connection: HostedConnection, signal: AbortSignal): Promise<Known> {
    const key = keyOf(connection);
    const known = this.#known.get(key);
    if (known !== undefined) {
      return known;
    }
    const opening =
      this.#opening.get(key) ??
      this.#open(connection)
        .then((opened) => {
          this.#known.set(key, opened);
          return opened;
        })
        .finally(() => this.#opening.delete(key));
    this.#opening.set(key, opening);
    return untilAborted(opening, signal, () => new CancelledError());
  }

  #open(connection: HostedConnection): Promise<Known> {
    const signal = AbortSignal.timeout(2 * INITIALIZE_TIMEOUT_MS);
    return this.#withClient(
      connection,
      { signal, timeoutMs: INITIALIZE_TIMEOUT_MS, session: undefined },
      async (client, options, transport) => {
        const tools: HostedTool[] = [];
        let cursor: string | undefined;
        for (let page = 0; page < MAX_LIST_PAGES && (page === 0 || cursor !== undefined); page += 1) {
          const params = cursor === undefined ? {} : { cursor };
          const list = await client.request({ method: 'tools/list', params }, listSchema, options);
          tools.push(...list.tools.slice(0, MAX_TOOLS).flatMap((one) => readHostedTool(one) ?? []));
          cursor = list.nextCursor;
        }
        const { sessionId, protocolVersion } = transport;
        return { sessionId, protocolVersion, tools: tools.slice(0, MAX_TOOLS) };
      },
    ).catch(throwAsToolError);
  }

  /** A client of its own for each call, so that closing it ends whatever the call has opened. */
  async #withClient<Result>(
    { tokens }: HostedConnection,
    {
      signal,
      timeoutMs,
      session,
    }: {
      readonly signal: AbortSignal;
      readonly timeoutMs: number;
      readonly session: Pick<Known, 'sessionId' | 'protocolVersion'> | undefined;
    },
    work: (
      client: InstanceType<Sdk['Client']>,
      options: { signal: AbortSignal; timeout: number },
      transport: InstanceType<Sdk['StreamableHTTPClientTransport']>,
    ) => Promise<Result>,
  ): Promise<Result> {
    // Loaded with the first call: a server without hosted connections must not pay for it.
    const sdk = await import('@modelcontextprotocol/client');
    const breaking = new AbortController();
    const broken = new Promise<never>((_resolve, reject) => {
      breaking.signal.addEventListener('abort', () => reject(breaking.signal.reason));
    });
    broken.catch(() => {});
    const client = new sdk.Client(
      { name: 'notion-rest-mcp', version: '1' },
      { versionNegotiation: { mode: 'legacy' } },
    );
    const awaited = new AwaitedAnswers((error) => breaking.abort(error));
    const transport = new sdk.StreamableHTTPClientTransport(tokens.resource, {
      fetch: hostedFetch(tokens, {
        signal,
        timeoutMs,
        onBroken: (error) => breaking.abort(error),
        onEnded: (request) => awaited.ended(request),
      }),
      ...(session?.sessionId === undefined ? {} : { sessionId: session.sessionId }),
      ...(session?.protocolVersion === undefined ? {} : { protocolVersion: session.protocolVersion }),
      reconnectionOptions: {
        maxRetries: 0,
        initialReconnectionDelay: 1000,
        maxReconnectionDelay: 1000,
        reconnectionDelayGrowFactor: 1,
      },
    });
    // The SDK calls what is there before its own.
    Object.assign(transport, { onmessage: (message: unknown) => awaited.received(message) });
    const options = { signal, timeout: timeoutMs };
    try {
      await Promise.race([client.connect(transport, options), broken]);
      return await Promise.race([work(client, options, transport), broken]);
    } catch (error) {
      throw translated(error, sdk, signal);
    } finally {
      awaited.close();
      await client.close().catch(() => {});
    }
  }
}

/** The server refused a call before running it, for a reason that looking at it again may cure. */
class ChangedServerError extends Error {
  override readonly name = 'ChangedServerError';
}

/** The same token source and workspace; a connection that moved to another server is another one. */
function keyOf({ id, tokens }: HostedConnection): string {
  return `${id} ${tokens.resource.href}`;
}

/** Foreign errors end here. */
function translated(error: unknown, sdk: Sdk, signal: AbortSignal): Error {
  if (error instanceof ToolError || error instanceof ChangedServerError) {
    return error;
  }
  if (signal.aborted) {
    return new CancelledError({ cause: error });
  }
  if (error instanceof UpstreamFailure && error.problem === 'too_large') {
    return new TooLargeError(
      say`The answer of Notion's hosted server is too large.`,
      say`Ask for less: a section, fewer rows, or another page.`,
    );
  }
  const isRefused = error instanceof sdk.ProtocolError && error.code === INVALID_PARAMS;
  const isLost = error instanceof sdk.SdkHttpError && LOST_SESSION.includes(error.status);
  if (isRefused || isLost) {
    return new ChangedServerError('refused', { cause: error });
  }
  if (error instanceof sdk.SdkHttpError && error.status === 403) {
    return new ReconnectError(
      say`Notion's hosted server refuses this connection.`,
      say`Ask the user to connect Notion's hosted server again; an administrator may have to allow it.`,
    );
  }
  return new UnavailableError(
    say`Notion's hosted server did not answer usefully.`,
    say`Call again in a minute.`,
    { cause: error },
  );
}

function throwAsToolError(error: unknown): never {
  throw error instanceof ChangedServerError
    ? new UnexpectedResponseError(
        say`Notion's hosted server refuses what this server sends.`,
        say`Use another tool, and report this to the operator of the server.`,
        { cause: error },
      )
    : error;
}
