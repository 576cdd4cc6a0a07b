import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';
import { between } from './random.mjs';

const FORWARDED = ['authorization', 'content-type', 'notion-version'];
/** Shares of the refresh requests that fail before Notion sees them, or that are slow. */
const SHARE = { failed: 0.06, reset: 0.06, lateRequest: 0.4, lateAnswer: 0.4 };
/** Milliseconds. */
const LONGEST_DELAY = { request: 150, answer: 30 };

/**
 * The way of one server process to Notion. It knows for each refresh how far it has come, makes the token endpoint slow
 * and unreliable, and can be shut at the instant in which its process is killed.
 */
export class Gate {
  url = '';
  #slot;
  #notionUrl;
  #ledger;
  #random;
  #server;
  /** Ends with each life of the process. */
  #life = new AbortController();
  /** Refreshes that Notion is working on for this process. */
  #acting = new Set();
  #trap;

  constructor({ slot, notionUrl, ledger, random }) {
    this.#slot = slot;
    this.#notionUrl = notionUrl;
    this.#ledger = ledger;
    this.#random = random;
  }

  async open(address = '127.0.0.1') {
    this.#server = createServer((request, response) => {
      // A process that is killed leaves its requests behind in every state.
      this.#pass(request, response).catch(() => response.destroy());
    });
    await new Promise((resolve) => {
      this.#server.listen(0, address, resolve);
    });
    this.url = `http://${address}:${this.#server.address().port}`;
  }

  close() {
    this.#server.close();
    this.#server.closeAllConnections();
  }

  /**
   * Whatever the process has sent and Notion has not acted on never arrives, not even what still waits in the kernel;
   * nothing reaches the process any more.
   */
  shut() {
    this.#life.abort();
    this.#server.closeAllConnections();
  }

  /** For the next life of the process. */
  reopen() {
    this.#life = new AbortController();
  }

  /** Resolves when Notion has finished what it had begun. */
  async settled() {
    await Promise.allSettled(this.#acting);
  }

  /**
   * Resolves, in the same step, when Notion has issued the next pair for this process; the answer is held back until
   * `handOver` is called. Undefined if the signal aborts before.
   */
  nextIssuedPair(signal) {
    return new Promise((resolve) => {
      const stop = () => this.#spring(undefined);
      this.#trap = (held) => {
        this.#trap = undefined;
        signal.removeEventListener('abort', stop);
        resolve(held);
      };
      signal.addEventListener('abort', stop, { once: true });
    });
  }

  /** Breaks the connection after Notion has issued the next pair; false if the signal aborts before. */
  async loseNextAnswer(signal) {
    const held = await this.nextIssuedPair(signal);
    held?.lose();
    return held !== undefined;
  }

  async #pass(request, response) {
    const life = this.#life.signal;
    const body = await text(request);
    const grant = request.url === '/v1/oauth/token' ? JSON.parse(body).grant_type : undefined;
    if (grant === 'refresh_token') {
      if (!(await this.#mayPass(response, life))) {
        return;
      }
    }
    const send = () => this.#forward(request, body);
    const answer = grant === undefined ? await send() : await this.#track(send);
    if (grant === 'refresh_token' && !(await this.#mayReturn(answer, response, life))) {
      return;
    }
    response.writeHead(answer.status, answer.headers).end(answer.body);
  }

  /** Before Notion has the request. */
  async #mayPass(response, life) {
    const { counts } = this.#ledger;
    const [fate, late] = [this.#random(), this.#random()];
    if (late < SHARE.lateRequest) {
      counts['token requests delayed'] += 1;
      await delay(between(this.#random, 1, LONGEST_DELAY.request));
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
      response.socket.resetAndDestroy();
      return false;
    }
    return true;
  }

  /** After Notion has acted. */
  async #mayReturn(answer, response, life) {
    if (answer.status !== 200) {
      this.#ledger.counts['refreshes refused'] += 1;
      return !life.aborted;
    }
    if (this.#trap !== undefined) {
      this.#spring({
        handOver: () => response.writeHead(answer.status, answer.headers).end(answer.body),
        lose: () => {
          this.#ledger.lose(answer.pair);
          response.socket.resetAndDestroy();
        },
      });
      return false;
    }
    if (this.#random() < SHARE.lateAnswer) {
      this.#ledger.counts['answers of the token endpoint delayed'] += 1;
      await delay(between(this.#random, 1, LONGEST_DELAY.answer));
    }
    return !life.aborted;
  }

  #spring(held) {
    this.#trap?.(held);
  }

  /** From here on a kill of the process would lose the pair. */
  #track(send) {
    const work = this.#act(send);
    this.#acting.add(work);
    return work.finally(() => this.#acting.delete(work));
  }

  async #act(send) {
    const pair = this.#ledger.depart(this.#slot);
    let isIssued = false;
    try {
      const answer = await send();
      isIssued = answer.status === 200;
      if (isIssued) {
        this.#ledger.issue(pair, JSON.parse(answer.body));
      }
      return { ...answer, pair };
    } finally {
      if (!isIssued) {
        this.#ledger.drop(pair);
      }
    }
  }

  async #forward({ method, url, headers }, body) {
    const answer = await fetch(`${this.#notionUrl}${url}`, {
      method,
      redirect: 'manual',
      headers: Object.fromEntries(
        FORWARDED.filter((name) => name in headers).map((name) => [name, headers[name]]),
      ),
      ...(method === 'GET' ? {} : { body }),
    });
    const kept = ['content-type', 'location', 'retry-after'].filter((name) => answer.headers.has(name));
    return {
      status: answer.status,
      headers: Object.fromEntries(kept.map((name) => [name, answer.headers.get(name)])),
      body: await answer.text(),
    };
  }
}
