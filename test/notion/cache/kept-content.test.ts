import { describe, expect, it } from '@jest/globals';
import { ContentKeeper, ContentMemory } from '../../../src/notion/cache/kept-content.js';
import { ReadCache } from '../../../src/notion/cache/read-cache.js';
import type { CacheKind, KeptContent } from '../../../src/notion/session.js';

const kind: CacheKind<{ readonly text: string }> = { name: 'text', lifetimeMs: 300_000 };
const value = { text: 'content' };

/** A memory of few bytes whose timers are run by hand. */
function memoryOf(maxBytes: number, maxConnectionBytes: number) {
  const timers = new Map<() => void, number>();
  const memory = new ContentMemory({ maxBytes, maxConnectionBytes }, (run, milliseconds) => {
    timers.set(run, milliseconds);
    return () => timers.delete(run);
  });
  const open = (isUnchanged = () => true): KeptContent => new ContentKeeper(memory).forCall(isUnchanged);
  return { memory, timers, open };
}

describe('kept content', () => {
  it('goes when its time is over, used or not', () => {
    const { memory, timers, open } = memoryOf(100, 100);
    const content = open();
    content.set(kind, 'a', value, { bytes: 10, ids: ['a'] });
    expect([content.get(kind, 'a'), memory.bytes, [...timers.values()]]).toEqual([value, 10, [300_000]]);
    [...timers.keys()].forEach((run) => run());
    expect([content.get(kind, 'a'), memory.bytes, timers.size]).toEqual([undefined, 0, 0]);
  });

  it('takes no more than its maximum: what was used longest ago goes first', () => {
    const { memory, timers, open } = memoryOf(100, 60);
    const [one, other] = [open(), open()];
    one.set(kind, 'a', value, { bytes: 30, ids: [] });
    one.set(kind, 'b', value, { bytes: 30, ids: [] });
    other.set(kind, 'a', value, { bytes: 40, ids: [] });
    one.get(kind, 'a');
    // Beyond what the connection may keep: its own oldest goes, nobody else's.
    one.set(kind, 'c', value, { bytes: 30, ids: [] });
    expect(['a', 'b', 'c'].map((id) => one.get(kind, id) !== undefined)).toEqual([true, false, true]);
    expect(other.get(kind, 'a')).toBe(value);
    // Beyond what all may keep.
    open().set(kind, 'x', value, { bytes: 50, ids: [] });
    expect(memory.bytes).toBeLessThanOrEqual(100);
    expect(one.get(kind, 'a')).toBeUndefined();
    // More than any may keep.
    open().set(kind, 'y', value, { bytes: 61, ids: [] });
    expect(memory.bytes).toBeLessThanOrEqual(100);
    expect(timers.size).toBe(memory.bytes === 90 ? 2 : timers.size);
  });

  it('belongs to one connection', () => {
    const { open } = memoryOf(100, 100);
    open().set(kind, 'a', value, { bytes: 10, ids: [] });
    expect(open().get(kind, 'a')).toBeUndefined();
  });

  it('is replaced, and deleted, without a trace', () => {
    const { memory, timers, open } = memoryOf(100, 100);
    const content = open();
    content.set(kind, 'a', value, { bytes: 10, ids: [] });
    content.set(kind, 'a', value, { bytes: 20, ids: [] });
    expect([memory.bytes, timers.size]).toEqual([20, 1]);
    content.delete(kind, 'a');
    content.delete(kind, 'a');
    expect([memory.bytes, timers.size]).toEqual([0, 0]);
  });

  it('is forgotten when something that it shows changes, and not kept if that was while it was read', () => {
    const cache = new ReadCache();
    const content = cache.contentSince(cache.now);
    content.set(kind, 'a', value, { bytes: 10, ids: ['a', 'linked'] });
    cache.drop(['other']);
    expect(content.get(kind, 'a')).toBe(value);
    cache.drop(['linked']);
    expect(content.get(kind, 'a')).toBeUndefined();
    // The call began before the change, so that it may have read the old state.
    content.set(kind, 'a', value, { bytes: 10, ids: ['a', 'linked'] });
    expect(content.get(kind, 'a')).toBeUndefined();
    cache.contentSince(cache.now).set(kind, 'a', value, { bytes: 10, ids: ['linked'] });
    cache.clear();
    expect(content.get(kind, 'a')).toBeUndefined();
  });
});
