import { setMaxListeners } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { callTool, type ToolAnswer } from '../../harness/http/tool-call.js';
import type { ServerProcess } from '../../harness/processes/server-process.js';
import { between, oneOf, type Random } from '../../harness/random.js';
import type { Ledger } from '../notion/ledger.js';
import type { ChaosConnection } from '../stage.js';

/** Calls that one connection gets at the same moment, from different processes. */
const MAX_BURST = 3;
/** Between two bursts: mostly longer than an access token lives. */
const MIN_PAUSE_MS = 150;
const MAX_PAUSE_MS = 700;
/** A call that no process answered within this counts as unanswered. */
const MAX_CALL_MS = 90_000;
/** More than the server's own deadline for a call. */
const MAX_ANSWER_MS = 60_000;

/** A tool and its arguments. */
export type Question = readonly [tool: string, input: object];

const QUESTIONS: readonly Question[] = [
  ['notion_search', { query: '', limit: 2 }],
  ['notion_search', { query: 'notes', limit: 1 }],
];

/** What the answer of a call says about its connection. */
const KINDS = [
  ['reconnect', /no longer accepts this connection[^]*\/integrations\/notion\/oauth\/go\//],
  ['reconnect without link', /no longer accepts this connection/],
  ['tokens died before they were used', /refuses the tokens that it has just issued/],
  ['another process still refreshes', /Another process is renewing/],
  ['token endpoint failed', /did not renew the access/],
  ['request budget', /request budget/],
  ['failed unexpectedly', /failed unexpectedly/],
] as const;

/** Clients of all spaces, round robin over the processes; a call moves on when its process dies. */
export class Callers {
  readonly counts = { calls: 0, answered: 0, 'told to reconnect': 0, repeated: 0, unanswered: 0 };
  /** Answers that were errors and should not have been: kind to number and an example. */
  readonly errors = new Map<string, { readonly count: number; readonly example: string }>();
  readonly #servers: readonly ServerProcess[];
  readonly #ledger: Ledger;
  readonly #random: Random;
  #next = 0;

  constructor(options: {
    readonly servers: readonly ServerProcess[];
    readonly ledger: Ledger;
    readonly random: Random;
  }) {
    this.#servers = options.servers;
    this.#ledger = options.ledger;
    this.#random = options.random;
  }

  /** Calls until the signal aborts, and waits for the last answers. */
  async callAll(connections: readonly ChaosConnection[], signal: AbortSignal): Promise<void> {
    setMaxListeners(connections.length, signal);
    await Promise.all(connections.map((connection) => this.#callOften(connection, signal)));
  }

  /** One call, with the answer judged and counted. */
  async call(
    connection: ChaosConnection,
    [name, input]: Question,
    first = this.#next++,
  ): Promise<ToolAnswer | undefined> {
    this.counts.calls += 1;
    const { key, isOnlyOne, account } = connection;
    const call = {
      key,
      era: '2026-07-28',
      name,
      input: isOnlyOne ? input : { ...input, workspace: account.workspace.name },
    } as const;
    const begun = performance.now();
    for (let turn = first; performance.now() - begun < MAX_CALL_MS; turn += 1) {
      const server = this.#servers[turn % this.#servers.length];
      const signal = AbortSignal.timeout(MAX_ANSWER_MS);
      const answer = await callTool({ ...call, url: `${server?.url}/mcp` }, { signal }).catch(
        () => undefined,
      );
      if (answer !== undefined) {
        this.#judge(connection, answer);
        return answer;
      }
      this.counts.repeated += 1;
      await delay(20);
    }
    this.counts.unanswered += 1;
    return undefined;
  }

  async #callOften(connection: ChaosConnection, signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const burst = Array.from({ length: 1 + Math.floor(this.#random() * MAX_BURST) }, () =>
        this.call(connection, oneOf(this.#random, QUESTIONS)),
      );
      await Promise.all(burst);
      await delay(between(this.#random, MIN_PAUSE_MS, MAX_PAUSE_MS), undefined, { signal }).catch(
        () => undefined,
      );
    }
  }

  #judge({ botId }: ChaosConnection, { isError, text, status }: ToolAnswer): void {
    this.counts.answered += 1;
    if (!isError) {
      return;
    }
    const [kind] = KINDS.find(([, pattern]) => pattern.test(text)) ?? ['other'];
    if (kind === 'reconnect' && this.#ledger.needsPerson(botId)) {
      this.counts['told to reconnect'] += 1;
      return;
    }
    const { count } = this.errors.get(kind) ?? { count: 0 };
    const [line = ''] = text.slice(0, 200).split('\n');
    this.errors.set(kind, { count: count + 1, example: status === 200 ? line : `HTTP ${status}: ${line}` });
  }
}
