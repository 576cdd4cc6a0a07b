import { setTimeout } from 'node:timers/promises';
import { afterEach, describe, expect, it } from '@jest/globals';
import { RetryLaterError } from '../../../src/errors.js';
import { RequestBudget } from '../../../src/notion/limits/request-budget.js';
import { openRedis, type SharedRedis } from '../../../src/redis/redis.js';
import { SharedWindows } from '../../../src/redis/limits/shared-windows.js';
import type { Log } from '../../../src/telemetry/log/log.js';
import { OwnRedis } from '../../harness/processes/own-redis.js';
import { hasRedis, testRedis, uniqueId } from '../../support/databases/redis.js';

const MINUTE = 60_000;
const closers: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const close of closers.splice(0).toReversed()) {
    await close();
  }
});

/** What one process has: connections to Redis of its own. */
async function openProcess(
  options: { limit?: number; window?: number; url?: string } = {},
): Promise<{ redis: SharedRedis; windows: SharedWindows; logged: string[] }> {
  const logged: string[] = [];
  const write = (message: string): void => void logged.push(message);
  const log: Log = { info: write, warn: write, error: write };
  const redis = openRedis({ url: options.url ?? testRedis.url }, log);
  const windows = new SharedWindows(redis, {
    requestsPerWindow: options.limit ?? 180,
    window: options.window ?? MINUTE,
  });
  closers.push(async () => {
    await windows.close();
    await redis.close();
  });
  await redis.check().catch(() => undefined);
  return { redis, windows, logged };
}

function processes(count: number, options: Parameters<typeof openProcess>[0] = {}) {
  return Promise.all(Array.from({ length: count }, () => openProcess(options)));
}

/**
 * What is granted when the window says to ask again. A timer fires up to a millisecond before Redis has counted that time, so
 * it may have to be asked once more.
 */
async function acquireInTime(window: ReturnType<SharedWindows['of']> | undefined, wanted: number) {
  for (let asked = 0; asked < 20; asked += 1) {
    const grant = await window?.acquire(wanted, wanted);
    if (grant === undefined || grant.granted > 0) {
      return grant;
    }
    await setTimeout(Math.max(1, grant.retryAfterMs));
  }
  throw new Error('The window grants nothing.');
}

/** Notion's counter: a window opens with its first request, and refuses what comes beyond its limit. */
class Counter {
  readonly #limit: number;
  readonly #window: number;
  #end = 0;
  #count = 0;
  readonly windows: number[] = [];
  refused = 0;

  constructor(limit: number, window: number) {
    this.#limit = limit;
    this.#window = window;
  }

  async send(): Promise<void> {
    if (Date.now() >= this.#end) {
      this.#end = Date.now() + this.#window;
      this.#count = 0;
      this.windows.push(0);
    }
    this.#count += 1;
    if (this.#count > this.#limit) {
      this.refused += 1;
      throw new Error('429');
    }
    this.windows[this.windows.length - 1] = this.#count;
    await setTimeout(5);
  }
}

const never = new AbortController().signal;
const patient = () => ({ signal: never, deadline: Date.now() + MINUTE });

(hasRedis ? describe : describe.skip)('a window that processes share', () => {
  it('is used up by four processes to its last request, and never beyond', async () => {
    const window = 1000;
    const all = await processes(4, { limit: 50, window });
    const [id, counter] = [uniqueId(), new Counter(50, window)];
    const budgets = all.map(({ windows }) => {
      return new RequestBudget({ requestsPerWindow: 50, window, requests: windows.of(id, undefined) });
    });
    // Three are busy all the time, and one with a few requests now and then.
    const send = (budget: RequestBudget | undefined, count: number) =>
      Array.from({ length: count }, () => budget?.run(() => counter.send(), patient()));
    const busy = budgets.slice(0, 3).flatMap((budget) => send(budget, 60));
    await Promise.all([...busy, ...send(budgets[3], 20)]);
    expect(counter.refused).toBe(0);
    expect(counter.windows).toEqual([50, 50, 50, 50]);
  });

  it('is used up by one process where the others ask for nothing', async () => {
    const all = await processes(4, { limit: 100 });
    const id = uniqueId();
    const [only] = all.map(({ windows }) => {
      return new RequestBudget({ requestsPerWindow: 100, requests: windows.of(id, undefined) });
    });
    const counter = new Counter(100, MINUTE);
    await Promise.all(Array.from({ length: 100 }, async () => only?.run(() => counter.send(), patient())));
    expect(counter.windows).toEqual([100]);
  });

  it('is closed for every process by the 429 of one, and those who cannot wait are told at once', async () => {
    const [first, second] = await processes(2, { limit: 1, window: 2000 });
    const id = uniqueId();
    const [one, other] = [first, second].map((each) => {
      return new RequestBudget({
        requestsPerWindow: 1,
        window: 2000,
        requests: each?.windows.of(id, undefined) as never,
      });
    });
    await one?.run(async () => undefined, patient());
    // It would have its turn in two seconds.
    const waiting = other?.run(async () => undefined, { signal: never, deadline: Date.now() + 10_000 });
    const refused = expect(waiting).rejects.toMatchObject({ seconds: 40 });
    one?.pause(40, 'connection');
    await refused;
    const late = other?.run(async () => undefined, { signal: never, deadline: Date.now() + 10_000 });
    await expect(late).rejects.toBeInstanceOf(RetryLaterError);
  });

  it("is another's for another connection", async () => {
    const { windows } = await openProcess();
    const [first, second] = [windows.of(uniqueId(), undefined), windows.of(uniqueId(), undefined)];
    await first.acquire(180, 180);
    first.close(30_000, 'connection');
    expect(await second.acquire(200, 200)).toMatchObject({ granted: 180 });
  });

  it('loses no more than what a process that dies had taken', async () => {
    const window = 600;
    const [dying, living] = await processes(2, { limit: 20, window });
    const id = uniqueId();
    await dying?.windows.of(id, undefined).acquire(12, 500);
    await dying?.redis.close();
    const own = living?.windows.of(id, undefined);
    expect(await own?.acquire(12, 12)).toMatchObject({
      granted: 8,
      waitingElsewhere: 488,
      processesElsewhere: 1,
    });
    expect(await acquireInTime(own, 20)).toMatchObject({ granted: 20 });
  });

  it('names a wait that counts those who wait in other processes', async () => {
    const [first, second] = await processes(2, { limit: 10, window: 20_000 });
    const id = uniqueId();
    await first?.windows.of(id, undefined).acquire(10, 35);
    const budget = new RequestBudget({
      requestsPerWindow: 10,
      window: 20_000,
      requests: second?.windows.of(id, undefined) as never,
    });
    const inTurn = Array.from({ length: 5 }, () =>
      budget.run(async () => undefined, { signal: never, deadline: Date.now() + 30_000 }),
    );
    const late = budget.run(async () => undefined, { signal: never, deadline: Date.now() + 30_000 });
    // Of the next window ten in turn: five of each process. This one is the sixth.
    await expect(late).rejects.toMatchObject({ seconds: 40 });
    expect(budget.queued).toBe(5);
    void Promise.allSettled(inTurn);
  });

  it('learns for all processes, of the connection and of its workspace', async () => {
    const [first, second] = await processes(2);
    const [id, other, workspace] = [uniqueId(), uniqueId(), uniqueId()];
    const [one, two] = [first?.windows.of(id, workspace), second?.windows.of(id, workspace)];
    expect(await one?.acquire(180, 181)).toMatchObject({ granted: 180, mayGrow: true });
    expect(await acquireInTime(one, 1)).toMatchObject({ granted: 1, isProbe: true, mayGrow: true });
    expect(await two?.acquire(1, 1)).toMatchObject({ granted: 0, mayGrow: true });
    const changed = new Promise<void>((resolve) => two?.onChange(resolve));
    one?.probeEnded(true);
    await changed;
    expect(await two?.acquire(200, 200)).toMatchObject({ granted: 89, limit: 270 });
    const third = second?.windows.of(other, workspace);
    await third?.acquire(31, 31);
    const closed = new Promise<void>((resolve) => third?.onChange(resolve));
    one?.close(90_000, 'workspace');
    await closed;
    expect(await third?.acquire(1, 1)).toMatchObject({ granted: 0, limit: 180, mayGrow: false });
    expect(await third?.acquire(1, 1)).toMatchObject({ millisecondsToEnd: expect.any(Number) });
  });
});

(hasRedis ? describe : describe.skip)('while Redis is away', () => {
  async function ownServer(): Promise<OwnRedis> {
    const server = await OwnRedis.start();
    closers.push(async () => {
      server.thaw();
      await server.kill();
    });
    return server;
  }

  it('each process takes its share, and they go on together when it is back', async () => {
    const server = await ownServer();
    const all = await processes(4, { limit: 100, url: server.url });
    for (const { windows } of [...all, ...all]) {
      await windows.processes.sendHeartbeat();
    }
    const id = uniqueId();
    const windows = all.map((each) => each.windows.of(id, undefined));
    await server.kill();
    for (const window of windows) {
      expect(await window.acquire(100, 100)).toMatchObject({ granted: 25, limit: 25 });
      expect(await window.acquire(100, 100)).toMatchObject({ granted: 0, isProbe: false });
    }
    const back = all.map(({ redis }) => new Promise<void>((resolve) => redis.onReturn(resolve)));
    await server.start();
    await Promise.all(back);
    // It has forgotten everything, and is told what was used of this minute.
    for (const [index, window] of windows.entries()) {
      const left = 100 - 25 * (index + 1);
      expect(await window.acquire(0, 0)).toMatchObject({ left, limit: 100 });
    }
    expect(all.map(({ logged }) => logged)).toEqual(
      all.map(() => ['Redis is unavailable; continuing without it', 'Redis is available again']),
    );
  });

  it('calls go on when it freezes, and a pause of that time holds when it thaws', async () => {
    const server = await ownServer();
    const { redis, windows } = await openProcess({ url: server.url });
    const window = windows.of(uniqueId(), undefined);
    const budget = new RequestBudget({ requests: window });
    await budget.run(async () => 'shared', patient());
    server.freeze();
    expect(await budget.run(async () => 'alone', patient())).toBe('alone');
    budget.pause(40);
    const back = new Promise<void>((resolve) => redis.onReturn(resolve));
    server.thaw();
    await back;
    expect(await window.acquire(1, 1)).toMatchObject({ granted: 0, left: 0 });
    const refused = budget.run(async () => undefined, { signal: never, deadline: Date.now() + 1000 });
    await expect(refused).rejects.toBeInstanceOf(RetryLaterError);
  });

  it('a process that never reached it counts alone', async () => {
    const server = await OwnRedis.prepare();
    const { windows } = await openProcess({ url: server.url, limit: 10 });
    const window = windows.of(uniqueId(), uniqueId());
    expect(await window.acquire(20, 20)).toMatchObject({ granted: 10 });
    window.close(40_000, 'workspace');
    await setTimeout(0);
    expect(await window.acquire(20, 20)).toMatchObject({ granted: 0 });
  });
});
