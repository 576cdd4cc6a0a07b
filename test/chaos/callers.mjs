import { setMaxListeners } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { between, oneOf } from './random.mjs';
import { callTool, NotAnswered } from './tool-call.mjs';

/** Calls that one connection gets at the same moment, from different processes. */
const LARGEST_BURST = 3;
/** Milliseconds between two bursts: mostly longer than an access token lives. */
const PAUSE = { least: 150, most: 700 };
/** Milliseconds after which a call that no process answered counts as unanswered. */
const GIVE_UP_AFTER = 90_000;
const QUESTIONS = [
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
  ['other', /(?:)/],
];

/** Clients of all spaces, round robin over the processes; a call moves on when its process dies. */
export class Callers {
  counts = { calls: 0, answered: 0, 'told to reconnect': 0, repeated: 0, unanswered: 0 };
  /** Answers that were errors and should not have been: kind to number and an example. */
  errors = new Map();
  #servers;
  #ledger;
  #random;
  #next = 0;

  constructor({ servers, ledger, random }) {
    this.#servers = servers;
    this.#ledger = ledger;
    this.#random = random;
  }

  /** Calls until the signal aborts, and waits for the last answers. */
  async callAll(connections, signal) {
    setMaxListeners(connections.length, signal);
    await Promise.all(connections.map((connection) => this.#callOften(connection, signal)));
  }

  /** One call, with the answer judged and counted. */
  async call(connection, [tool, input], first = this.#next++) {
    this.counts.calls += 1;
    const arguments_ = connection.isOnlyOne
      ? input
      : { ...input, workspace: connection.account.workspace.name };
    const begun = performance.now();
    for (let turn = first; performance.now() - begun < GIVE_UP_AFTER; turn += 1) {
      const server = this.#servers[turn % this.#servers.length];
      try {
        const answer = await callTool(server.url, connection.key, tool, arguments_);
        this.#judge(connection, answer);
        return answer;
      } catch (error) {
        if (!(error instanceof NotAnswered)) {
          throw error;
        }
        this.counts.repeated += 1;
        await delay(20);
      }
    }
    this.counts.unanswered += 1;
    return undefined;
  }

  async #callOften(connection, signal) {
    while (!signal.aborted) {
      const burst = Array.from({ length: 1 + Math.floor(this.#random() * LARGEST_BURST) }, () =>
        this.call(connection, oneOf(this.#random, QUESTIONS)),
      );
      await Promise.all(burst);
      await delay(between(this.#random, PAUSE.least, PAUSE.most), undefined, { signal }).catch(
        () => undefined,
      );
    }
  }

  #judge(connection, { isError, text }) {
    this.counts.answered += 1;
    if (!isError) {
      return;
    }
    const [kind] = KINDS.find(([, pattern]) => pattern.test(text));
    if (kind === 'reconnect' && this.#ledger.needsPerson(connection.botId)) {
      this.counts['told to reconnect'] += 1;
      return;
    }
    const { count } = this.errors.get(kind) ?? { count: 0 };
    this.errors.set(kind, { count: count + 1, example: text.split('\n')[0] });
  }
}
