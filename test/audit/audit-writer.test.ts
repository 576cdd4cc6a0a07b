import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { AuditStore, NewAuditEntry } from '../../src/audit/audit-store.js';
import { AuditWriter } from '../../src/audit/audit-writer.js';
import type { SignedMark } from '../../src/audit/chain.js';
import type { Log } from '../../src/telemetry/log/log.js';
import { ManualClock } from '../credentials/fakes/manual-clock.js';
import { UnavailableError } from '../../src/errors.js';
import { say } from '../../src/text/words.js';

/** A chain that only counts, and fails when it is told to. */
class FakeStore {
  readonly batches: (readonly NewAuditEntry[])[] = [];
  readonly prunedBefore: string[] = [];
  readonly seen: (number | undefined)[] = [];
  isAway = false;
  failure: Error = new Error('away');
  prunes = 0;

  append(entries: readonly NewAuditEntry[], _begunAt: string, seen?: SignedMark): Promise<SignedMark> {
    if (this.isAway) {
      return Promise.reject(this.failure);
    }
    this.batches.push(entries);
    this.seen.push(seen?.sequence);
    return Promise.resolve({ sequence: this.written.length, hash: 'ab'.repeat(32), mac: '' });
  }

  prune(before: string): Promise<number> {
    this.prunedBefore.push(before);
    const { prunes } = this;
    this.prunes = 0;
    return Promise.resolve(prunes);
  }

  get written(): readonly NewAuditEntry[] {
    return this.batches.flat();
  }
}

const used = (id: string) => ({ actor: `key ${id}`, action: 'key.used', outcome: 'done' }) as const;
const failed = { actor: 'anybody', action: 'authentication.failed', outcome: 'refused' } as const;

describe('the writer of the audit log', () => {
  let store: FakeStore;
  let clock: ManualClock;
  let lines: string[];
  let writer: AuditWriter;

  const log: Log = {
    info: (message, fields) => lines.push(`info ${message} ${fields?.['checkpoint'] ?? ''}`),
    warn: (message) => lines.push(`warn ${message}`),
    error: (message) => lines.push(`error ${message}`),
  };
  const create = (options: { readonly days?: number; readonly logsProgress?: boolean } = {}): AuditWriter =>
    // It asks no more of the store than this one has.
    new AuditWriter({ store: store as unknown as AuditStore, clock, log, ...options });

  beforeEach(() => {
    jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate', 'queueMicrotask'] });
    store = new FakeStore();
    clock = new ManualClock();
    lines = [];
    writer = create();
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  it('does not make whoever records wait, and writes what came within a second at once', async () => {
    for (let index = 0; index < 50; index += 1) {
      writer.record(used(`${index}`));
    }
    expect(store.batches).toHaveLength(0);
    await jest.advanceTimersByTimeAsync(1000);
    expect(store.batches.map(({ length }) => length)).toEqual([50]);
  });

  it('writes a flood of failures as one entry a minute', async () => {
    for (let minute = 0; minute < 2; minute += 1) {
      for (let index = 0; index < 1000; index += 1) {
        writer.recordAggregated(failed);
      }
      await jest.advanceTimersByTimeAsync(61_000);
    }
    expect(store.written.map(({ details }) => details)).toEqual(['{"count":1000}', '{"count":1000}']);
  });

  it('writes what one actor does all the time as one entry a minute, and every read by itself', async () => {
    for (let index = 0; index < 1000; index += 1) {
      writer.record({ actor: 'person 1', action: 'grant.changed', object: 'app a', outcome: 'done' });
      writer.record({ actor: 'key 1', action: 'page.read', object: `page ${index}`, outcome: 'done' });
    }
    writer.record({ actor: 'person 2', action: 'grant.changed', object: 'app a', outcome: 'done' });
    await jest.advanceTimersByTimeAsync(61_000);
    const of = (actor: string) => store.written.filter((entry) => entry.actor === actor);
    expect(of('person 1')).toHaveLength(61);
    expect(of('person 1').at(-1)?.details).toBe('{"count":940}');
    expect(of('person 2')).toHaveLength(1);
    expect(of('key 1')).toHaveLength(1000);
  });

  it('warns while the database is away: nothing is lost by that', async () => {
    store.isAway = true;
    store.failure = new UnavailableError(say`Away.`, say`Later.`);
    writer.record(used('a'));
    await jest.advanceTimersByTimeAsync(20_000);
    expect(lines).toEqual(['warn the audit log cannot be written']);
  });

  it('keeps what cannot be written, says so once, and writes it later in order', async () => {
    store.isAway = true;
    writer.record(used('a'));
    await jest.advanceTimersByTimeAsync(1000);
    expect(writer.isWriting).toBe(false);
    writer.record(used('b'));
    await jest.advanceTimersByTimeAsync(20_000);
    expect(lines).toEqual(['error the audit log cannot be written']);
    store.isAway = false;
    await jest.advanceTimersByTimeAsync(5000);
    expect(writer.isWriting).toBe(true);
    expect(store.written.map(({ actor }) => actor)).toEqual(['key a', 'key b']);
    expect(lines.at(-1)).toMatch('the audit log can be written again');
  });

  it('bounds what waits in memory, and records how much was lost', async () => {
    store.isAway = true;
    for (let index = 0; index < 10_500; index += 1) {
      writer.record({ actor: 'key a', action: 'page.read', object: `page ${index}`, outcome: 'done' });
    }
    await jest.advanceTimersByTimeAsync(1000);
    store.isAway = false;
    await jest.advanceTimersByTimeAsync(5000);
    expect(store.written).toHaveLength(10_001);
    expect(store.written.find(({ action }) => action === 'audit.lost')?.details).toBe('{"entries":500}');
  });

  it('writes all that waits when it is closed, counts that are not over included', async () => {
    writer.record(used('a'));
    writer.recordAggregated(failed);
    await writer.close();
    expect(store.written.map(({ action }) => action)).toEqual(['key.used', 'authentication.failed']);
  });

  it('says when it is closed that something could not be written', async () => {
    store.isAway = true;
    writer.record(used('a'));
    await expect(writer.close()).rejects.toThrow('away');
    expect(jest.getTimerCount()).toBe(0);
  });

  it('goes on from the end that it has seen last', async () => {
    writer.record(used('a'));
    await writer.flush();
    writer.record(used('b'));
    await writer.flush();
    expect(store.seen).toEqual([undefined, 1]);
  });

  it('prunes once an hour what is older than it is kept, and records that', async () => {
    writer = create({ days: 30 });
    store.prunes = 7;
    writer.record(used('a'));
    await writer.flush();
    writer.record(used('b'));
    await writer.flush();
    const cutoff = new Date(clock.now().getTime() - 30 * 86_400_000).toISOString();
    expect(store.prunedBefore).toEqual([cutoff]);
    expect(store.written.map(({ action, details }) => [action, details])).toEqual([
      ['key.used', null],
      ['audit.pruned', '{"entries":7}'],
      ['key.used', null],
    ]);
    await clock.advance(3_600_000);
    writer.record(used('c'));
    await writer.flush();
    expect(store.prunedBefore).toHaveLength(2);
  });

  it('prunes nothing where entries are kept for ever', async () => {
    writer.record(used('a'));
    await writer.flush();
    expect(store.prunedBefore).toEqual([]);
  });

  it('tells the log of a server how far the chain goes, once an hour and at the end', async () => {
    writer = create({ logsProgress: true });
    for (const id of ['a', 'b', 'c']) {
      writer.record(used(id));
      await writer.flush();
    }
    await writer.close();
    const hash = 'ab'.repeat(16);
    expect(lines).toEqual([`info audit log checkpoint 1:${hash}`, `info audit log checkpoint 3:${hash}`]);
  });
});
