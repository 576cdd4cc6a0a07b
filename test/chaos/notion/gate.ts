import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';
import { between, type Random } from '../../harness/random.js';
import type { IssuedTokens, Ledger, Pair } from './ledger.js';

const FORWARDED = ['authorization', 'content-type', 'notion-version'];
const RETURNED = ['content-type', 'location', 'retry-after'];
/** Shares of the refresh requests that fail before Notion sees them, or that are slow. */
const SHARE = { failed: 0.06, reset: 0.06, lateRequest: 0.4, lateAnswer: 0.4 };
const MAX_REQUEST_DELAY_MS = 150;
const MAX_ANSWER_DELAY_MS = 30;

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** An answer with a new pair that has not been handed over. */
interface HeldAnswer {
  handOver(): void;
  lose(): void;
}

/**
 * The way of one server process to Notion. It knows for each refresh how far it has come, makes the token endpoint slow
 * and unreliable, and can be shut at the instant in which its process is killed.
 */
export class Gate {
  url = '';
  readonly #slot: number;
  readonly #notionUrl: string;
  readonly #ledger: Ledger;
  readonly #random: Random;
  readonly #server: Server;
  /** Ends with each life of the process. */
  #life = new AbortController();
  /** Refreshes that Notion is working on for this process. */
  readonly #acting = new Set<Promise<unknown>>();
  #trap: ((held: HeldAnswer | undefined) => void) | undefined;

  constructor(options: {
    readonly slot: number;
    readonly notionUrl: string;
    readonly ledger: Ledger;
    readonly random: Random;
  }) {
    this.#slot = options.slot;
    this.#notionUrl = options.notionUrl;
    this.#ledger = options.ledger;
    this.#random = options.random;
    this.#server = createServer((request, response) => {
      // A process that is killed leaves its requests behind in every state.
      this.#pass(request, response).catch(() => response.destroy());
    });
  }

  async open(address = '127.0.0.1'): Promise<void> {
    await new Promise<void>((resolve) => {
      this.#server.listen(0, address, resolve);
    });
    this.url = `http://${address}:${(this.#server.address() as AddressInfo).port}`;
  }

  /**
   * Whatever the process has sent and Notion has not acted on never arrives, not even what still waits in the kernel;
   * nothing reaches the process any more.
   */
  shut(): void {
    this.#life.abort();
    this.#server.closeAllConnections();
  }

  /** For the next life of the process. */
  reopen(): void {
    this.#life = new AbortController();
  }

  /** Resolves when Notion has finished what it had begun. */
  async settled(): Promise<void> {
    await Promise.allSettled(this.#acting);
  }

  /**
   * Resolves, in the same step, when Notion has issued the next pair for this process; the answer is held back until
   * `handOver` is called. Undefined if the signal aborts before.
   */
  nextIssuedPair(signal: AbortSignal): Promise<HeldAnswer | undefined> {
    return new Promise((resolve) => {
      const stop = (): void => this.#trap?.(undefined);
      this.#trap = (held) => {
        this.#trap = undefined;
        signal.removeEventListener('abort', stop);
        resolve(held);
      };
      signal.addEventListener('abort', stop, { once: true });
    });
  }

  /** Breaks the connection after Notion has issued the next pair; false if the signal aborts before. */
  async loseNextAnswer(signal: AbortSignal): Promise<boolean> {
    const held = await this.nextIssuedPair(signal);
    held?.lose();
    return held !== undefined;
  }

  async #pass(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const life = this.#life.signal;
    const body = await text(request);
    const grant = request.url === '/v1/oauth/token' ? grantIn(body) : undefined;
    if (grant === 'refresh_token' && !(await this.#mayPass(response, life))) {
      return;
    }
    if (grant === undefined) {
      end(response, await this.#forward(request, body));
      return;
    }
    const { answer, pair } = await this.#track(() => this.#forward(request, body));
    if (grant !== 'refresh_token' || (await this.#mayReturn(answer, pair, response, life))) {
      end(response, answer);
    }
  }

  /** Before Notion has the request. */
  async #mayPass(response: ServerResponse, life: AbortSignal): Promise<boolean> {
    const { counts } = this.#ledger;
    const [fate, late] = [this.#random(), this.#random()];
    if (late < SHARE.lateRequest) {
      counts['token requests delayed'] += 1;
      await delay(between(this.#random, 1, MAX_REQUEST_DELAY_MS));
    }
    if (life.aborted) {
      counts['token requests cut off by a kill before Notion had them'] += 1;
      return false;
    }
    if (fate < SHARE.failed) {
      counts['token requests answered with 500'] += 1;
      response.writeHead(500, { 'content-type': 'application/json' });
      response.end('{"object":"error","status":500,"code":"internal_server_error","message":"Unexpected."}');
      return false;
    }
    if (fate < SHARE.failed + SHARE.reset) {
      counts['token requests reset'] += 1;
      response.socket?.resetAndDestroy();
      return false;
    }
    return true;
  }

  /** After Notion has acted. */
  async #mayReturn(
    answer: Answer,
    pair: Pair,
    response: ServerResponse,
    life: AbortSignal,
  ): Promise<boolean> {
    if (answer.status !== 200) {
      this.#ledger.counts['refreshes refused'] += 1;
      return !life.aborted;
    }
    if (this.#trap !== undefined) {
      this.#trap({
        handOver: () => end(response, answer),
        lose: () => {
          this.#ledger.lose(pair);
          response.socket?.resetAndDestroy();
        },
      });
      return false;
    }
    if (this.#random() < SHARE.lateAnswer) {
      this.#ledger.counts['answers of the token endpoint delayed'] += 1;
      await delay(between(this.#random, 1, MAX_ANSWER_DELAY_MS));
    }
    return !life.aborted;
  }

  /** From here on a kill of the process would lose the pair. */
  #track(send: () => Promise<Answer>): Promise<{ readonly answer: Answer; readonly pair: Pair }> {
    const work = this.#act(send);
    this.#acting.add(work);
    return work.finally(() => this.#acting.delete(work));
  }

  async #act(send: () => Promise<Answer>): Promise<{ readonly answer: Answer; readonly pair: Pair }> {
    const pair = this.#ledger.depart(this.#slot);
    let isIssued = false;
    try {
      const answer = await send();
      isIssued = answer.status === 200;
      if (isIssued) {
        this.#ledger.issue(pair, JSON.parse(answer.body) as IssuedTokens);
      }
      return { answer, pair };
    } finally {
      if (!isIssued) {
        this.#ledger.drop(pair);
      }
    }
  }

  async #forward({ method = 'GET', url = '/', headers }: IncomingMessage, body: string): Promise<Answer> {
    const answer = await fetch(`${this.#notionUrl}${url}`, {
      method,
      redirect: 'manual',
      headers: FORWARDED.flatMap((name): [string, string][] => {
        const value = headers[name];
        return value === undefined ? [] : [[name, String(value)]];
      }),
      ...(method === 'GET' ? {} : { body }),
    });
    return {
      status: answer.status,
      headers: Object.fromEntries(
        RETURNED.filter((name) => answer.headers.has(name)).map((name) => [
          name,
          answer.headers.get(name) ?? '',
        ]),
      ),
      body: await answer.text(),
    };
  }
}

function end(response: ServerResponse, { status, headers, body }: Answer): void {
  response.writeHead(status, headers).end(body);
}

function grantIn(body: string): string {
  return (JSON.parse(body) as { readonly grant_type: string }).grant_type;
}
