import { createSecretKey } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { chain, entryMac, findFault, GENESIS, hashOf, isGenuine, markMac } from '../../src/audit/chain.js';
import { newEntry } from '../../src/audit/new-entry.js';
import { AggregatedEntries } from '../../src/audit/aggregated-entries.js';

const key = createSecretKey(Buffer.alloc(32, 3));
const otherKey = createSecretKey(Buffer.alloc(32, 4));
const first = {
  sequence: 1,
  occurredAt: '2026-11-29T00:00:00.000Z',
  actor: 'key 0123456789ab',
  action: 'key.used',
  object: null,
  space: 'red',
  outcome: 'done',
  details: '{"a":1}',
  previousHash: GENESIS,
};
const START = { sequence: 0, hash: GENESIS };

describe('a chained entry', () => {
  it('is what follows the entry before', () => {
    expect(findFault(key, chain(key, first), START)).toBeUndefined();
  });

  it.each(Object.keys(first).filter((name) => name !== 'sequence'))('counts its %s', (name) => {
    const entry = chain(key, first);
    const changed = { ...entry, [name]: 'x' };
    expect(findFault(key, changed, START)).toMatch('it was changed');
    // Whoever computes the hash anew still has no MAC for it.
    expect(findFault(key, { ...changed, hash: hashOf(changed) }, START)).toMatch('MAC');
  });

  it('is not taken from another chain, not even one that looks the same', () => {
    expect(findFault(key, chain(otherKey, first), START)).toMatch('MAC');
  });

  it('hashes no two different entries alike', () => {
    const text = fc.oneof(fc.string(), fc.constantFrom('', '"', ',', 'null', '\\'));
    fc.assert(
      fc.property(
        fc.tuple(text, text, fc.option(text), fc.option(text), fc.option(text)),
        fc.tuple(text, text, fc.option(text), fc.option(text), fc.option(text)),
        (one, other) => {
          const [a, b] = [one, other].map(([actor, action, object, space, details]) =>
            hashOf({ ...first, actor, action, object, space, details }),
          );
          expect(a === b).toBe(JSON.stringify(one) === JSON.stringify(other));
        },
      ),
    );
  });
});

describe('a mark', () => {
  it('cannot be shown as one of another kind, or as an entry', () => {
    const place = { sequence: 7, hash: 'ab'.repeat(32) };
    const mac = markMac(key, 'pruned', place);
    expect(isGenuine(key, 'pruned', { ...place, mac })).toBe(true);
    expect(isGenuine(key, 'head', { ...place, mac })).toBe(false);
    expect(isGenuine(key, 'pruned', { ...place, sequence: 8, mac })).toBe(false);
    expect(isGenuine(otherKey, 'pruned', { ...place, mac })).toBe(false);
    expect(isGenuine(key, 'pruned', { ...place, mac: entryMac(key, place.hash) })).toBe(false);
  });
});

describe('what is recorded', () => {
  it('is short, and plain in every terminal and database', () => {
    const entry = newEntry(
      {
        actor: `app https://example.com/${'a'.repeat(5000)}`,
        action: 'consent.given',
        object: 'app \u202eevil\0\n{"forged":true}\ud800',
        outcome: 'done',
        details: {
          b: '\u001b[2J',
          a: 1,
          ...Object.fromEntries(Array.from({ length: 50 }, (_, i) => [`k${i}`, i])),
        },
      },
      new Date(0),
    );
    expect(entry.actor).toHaveLength(300);
    expect(entry.object).toBe('app ?evil??{"forged":true}?');
    expect(JSON.stringify(entry)).toMatch(/^[\x20-\x7e]*$/);
    expect(Object.keys(JSON.parse(entry.details ?? '{}') as object)).toHaveLength(10);
  });
});

describe('tallies', () => {
  const failed = (actor: string) => ({ actor, action: 'authentication.failed', outcome: 'refused' }) as const;

  it('count what is the same', () => {
    const tallies = new AggregatedEntries();
    for (let index = 0; index < 1000; index += 1) {
      tallies.add(failed('anybody'));
    }
    expect(tallies.take()).toEqual([{ ...failed('anybody'), details: { count: 1000 } }]);
    expect(tallies.take()).toEqual([]);
  });

  it('stay few, however many different things are sent', () => {
    const tallies = new AggregatedEntries();
    for (let index = 0; index < 10_000; index += 1) {
      tallies.add(failed(`app ${index}`));
    }
    const taken = tallies.take();
    expect(taken).toHaveLength(51);
    expect(taken.at(-1)).toEqual({ ...failed('others'), details: { count: 9950 } });
  });
});
