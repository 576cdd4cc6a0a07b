import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { CancelledError, RetryLaterError, UnavailableError } from '../../../src/errors.js';
import { ReadCache } from '../../../src/notion/cache/read-cache.js';
import type { OpenSession } from '../../../src/notion/client/call-session.js';
import { createConnection } from '../../../src/notion/client/connection.js';
import type { ConnectionOptions } from '../../../src/notion/client/connection-options.js';
import { RequestBudget } from '../../../src/notion/limits/request-budget.js';
import type { RequestWindow } from '../../../src/notion/limits/request-window.js';
import { startHeldNotion, type HeldNotion } from '../../support/notion/held-notion.js';

/** Reads of several calls that ask Notion for the same at the same time. */
let notion: HeldNotion;

beforeEach(async () => {
  notion = await startHeldNotion();
});
afterEach(() => notion.close());

/** Opens calls of one connection, as a server does for each call anew. */
function calls(shared: Partial<ConnectionOptions> = {}): (own?: Partial<ConnectionOptions>) => OpenSession {
  const cache = new ReadCache();
  const budget = new RequestBudget();
  return (own = {}) =>
    createConnection({ token: 'ntn_test', apiUrl: notion.url, cache, budget, ...shared, ...own }).openSession(
      { signal: new AbortController().signal },
    );
}

function search(session: OpenSession, query = 'same'): Promise<{ results: unknown[] }> {
  return session.read('POST /v1/search', (client) => client.search({ query }));
}

async function errorOf(promise: Promise<unknown>): Promise<unknown> {
  try {
    await promise;
  } catch (error) {
    return error;
  }
  throw new Error('It did not fail.');
}

/** A window that grants nothing until it is opened. */
class ShutWindow implements RequestWindow {
  #isOpen = false;
  #tell = (): void => {};
  readonly #millisecondsToEnd: number;

  constructor(millisecondsToEnd: number) {
    this.#millisecondsToEnd = millisecondsToEnd;
  }

  open(): void {
    this.#isOpen = true;
    this.#tell();
  }

  acquire(wanted: number): ReturnType<RequestWindow['acquire']> {
    return {
      granted: this.#isOpen ? wanted : 0,
      isProbe: false,
      isFirst: false,
      mayGrow: false,
      limit: 10,
      left: this.#isOpen ? 10 : 0,
      retryAfterMs: this.#millisecondsToEnd,
      millisecondsToEnd: this.#millisecondsToEnd,
      waitingElsewhere: 0,
      processesElsewhere: 0,
    };
  }

  onChange(listener: () => void): () => void {
    this.#tell = listener;
    return () => {};
  }

  close(): void {}
  firstRequestEnded(): void {}
  probeEnded(): void {}
}

describe('identical reads at the same time', () => {
  it('are sent once, and each caller gets an answer of their own', async () => {
    const open = calls();
    const sessions = [open(), open(), open()];
    const answers = sessions.map((session) => search(session));
    notion.release();
    const [first, second, third] = await Promise.all(answers);
    first?.results.push('completed in place');
    expect([second?.results, third?.results]).toEqual([[], []]);
    expect(notion.searches()).toBe(1);
    expect(sessions.map(({ requestCount }) => requestCount)).toEqual([1, 0, 0]);
  });

  it('are sent again once the answer has come', async () => {
    const open = calls();
    notion.release();
    await search(open());
    await search(open());
    expect(notion.searches()).toBe(2);
  });

  it.each([
    ['ask for something else', (): OpenSession[] => [calls()()], 'other'],
    ['belong to another connection', (): OpenSession[] => [calls()(), calls()()], 'same'],
  ])('are sent each where they %s', async (_name, sessions, other) => {
    const [one, another = one] = sessions();
    notion.release();
    await Promise.all([one && search(one), another && search(another, other)]);
    expect(notion.searches()).toBe(2);
  });

  it('are sent again where a change was reported since the first was sent', async () => {
    const cache = new ReadCache();
    const open = calls({ cache });
    const before = search(open());
    cache.drop(['something']);
    const after = search(open());
    notion.release();
    await Promise.all([before, after]);
    expect(notion.searches()).toBe(2);
  });

  it('go on when the call that has sent the request ends', async () => {
    const open = calls();
    const [first, second] = [open(), open()];
    const given = errorOf(search(first));
    const waiting = search(second);
    await notion.arrived;
    first.end();
    expect(await given).toBeInstanceOf(CancelledError);
    notion.release();
    expect((await waiting).results).toEqual([]);
    expect(notion.searches()).toBe(1);
  });

  it('are aborted when nobody waits any longer', async () => {
    const open = calls();
    const [first, second] = [open(), open()];
    const errors = Promise.all([errorOf(search(first)), errorOf(search(second))]);
    await notion.arrived;
    first.end();
    second.end();
    for (const error of await errors) {
      expect(error).toBeInstanceOf(CancelledError);
    }
    await notion.abandoned;
  });

  it('end for each call with its own time', async () => {
    const open = calls();
    const patient = search(open());
    await notion.arrived;
    const error = await errorOf(search(open({ deadlineMilliseconds: 1 })));
    expect(error).toBeInstanceOf(UnavailableError);
    expect(String(error)).toMatch(/Notion did not answer POST \/v1\/search within this call's/);
    notion.release();
    expect((await patient).results).toEqual([]);
  });

  it('share a failure, which each call is told in its own words', async () => {
    const open = calls({ apiUrl: 'http://127.0.0.1:1', backoffMilliseconds: 1 });
    const errors = await Promise.all([open(), open()].map((session) => errorOf(search(session))));
    expect(errors.map(String)).toEqual(
      Array.from({ length: 2 }, () => expect.stringMatching(/Notion could not be reached/)),
    );
  });
});

describe('identical reads that wait for the next window', () => {
  it('are one request of it, and leave the limiter as it was when their calls end', async () => {
    const window = new ShutWindow(1000);
    const budget = new RequestBudget({ requests: window });
    const open = calls({ budget });
    const sessions = Array.from({ length: 20 }, open);
    const [first, ...others] = sessions.map((session) => search(session));
    expect(budget.queued).toBe(1);
    const given = first && errorOf(first);
    sessions[0]?.end();
    expect(await given).toBeInstanceOf(CancelledError);
    expect(budget.queued).toBe(1);
    notion.release();
    window.open();
    expect(await Promise.all(others)).toHaveLength(19);
    sessions.forEach((session) => session.end());
    expect(notion.searches()).toBe(1);
    // Later calls are answered.
    expect((await search(open())).results).toEqual([]);
    expect(budget.queued).toBe(0);
  });

  it('leave the queue when all their calls have ended', async () => {
    const budget = new RequestBudget({ requests: new ShutWindow(1000) });
    const open = calls({ budget });
    const [first, second] = [open(), open()];
    const errors = Promise.all([errorOf(search(first)), errorOf(search(second))]);
    first.end();
    expect(budget.queued).toBe(1);
    second.end();
    await errors;
    expect(budget.queued).toBe(0);
  });

  it('are refused to those alone whose time is over before', async () => {
    const window = new ShutWindow(10_000);
    const open = calls({ budget: new RequestBudget({ requests: window }) });
    const hurried = errorOf(search(open({ deadlineMilliseconds: 5000 })));
    const waiting = [60_000, 60_000, 40_000].map((deadlineMilliseconds) =>
      search(open({ deadlineMilliseconds })),
    );
    expect(await hurried).toBeInstanceOf(RetryLaterError);
    notion.release();
    window.open();
    expect(await Promise.all(waiting)).toHaveLength(3);
    expect(notion.searches()).toBe(1);
  });
});
