import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ReadCache } from '../../../src/notion/cache/read-cache.js';
import type { CacheKind, NotionSession } from '../../../src/notion/session.js';
import { PlainReads } from '../../support/notion/plain-reads.js';

/** An object in Notion is its number of changes. */
interface Versioned {
  readonly version: number;
}

const kind: CacheKind<Versioned> = { name: 'title', lifetimeMs: 60_000, isShared: true };
const ID = 'page-1';
const PROCESSES = 2;

/** What can happen, and to which process. */
type Step =
  | { readonly what: 'change' }
  | {
      readonly what: 'hear' | 'load' | 'search' | 'recall' | 'stale' | 'answer' | 'gap';
      readonly at: number;
    };

/** A request that Notion has seen, and not yet answered. */
interface Pending {
  readonly process: number;
  readonly answer: () => void;
}

/** Notion, and processes that read from it, share what they have read, and hear of changes sooner or later. */
class World {
  readonly #shared = new PlainReads();
  readonly #caches = Array.from({ length: PROCESSES }, () => new ReadCache(this.#shared));
  /** The last change that each process has heard of. */
  readonly #heard = Array.from({ length: PROCESSES }, () => 0);
  readonly #pending: Pending[] = [];
  readonly #loads: Promise<void>[] = [];
  #version = 0;

  async take(step: Step): Promise<void> {
    if (step.what === 'change') {
      this.#version += 1;
      this.#shared.marks.set(ID, `change ${this.#version}`);
    } else {
      this.#takeAt(step.what, step.at);
    }
    // What does not wait for Notion is done before the next step.
    await new Promise((resolve) => setImmediate(resolve));
    this.#look();
  }

  async end(): Promise<void> {
    this.#pending.splice(0).forEach(({ answer }) => answer());
    await Promise.all(this.#loads);
    this.#look();
  }

  #takeAt(what: Exclude<Step['what'], 'change'>, at: number): void {
    const cache = this.#cache(at);
    switch (what) {
      case 'hear':
        this.#heard[at] = this.#version;
        cache.drop([ID]);
        return;
      case 'gap':
        this.#heard[at] = this.#version;
        cache.clear();
        return;
      case 'load':
        this.#loads.push(this.#load(at));
        return;
      case 'search': {
        const [since, version] = [cache.now, this.#version];
        this.#pending.push({ process: at, answer: () => cache.set(kind, ID, { version }, since) });
        return;
      }
      case 'recall':
        this.#loads.push(cache.prefetchShared(kind, [ID]));
        return;
      case 'stale':
        cache.delete(kind, ID);
        return;
      case 'answer': {
        const next = this.#pending.findIndex(({ process }) => process === at);
        this.#pending.splice(next, next === -1 ? 0 : 1).forEach(({ answer }) => answer());
      }
    }
  }

  async #load(at: number): Promise<void> {
    const heard = this.#heard[at] ?? 0;
    const read = async (): Promise<Versioned> => {
      // Notion answers with what is there when the request comes in, and the answer may take long.
      const version = this.#version;
      await new Promise<void>((answer) => this.#pending.push({ process: at, answer }));
      return { version };
    };
    const signal = new AbortController().signal;
    const session = (): NotionSession => undefined as unknown as NotionSession;
    const { version } = await this.#cache(at).load(kind, ID, signal, session, read);
    expect(version).toBeGreaterThanOrEqual(heard);
  }

  /** No process remembers what it knows to be old. */
  #look(): void {
    for (const [at, cache] of this.#caches.entries()) {
      const known = cache.get(kind, ID);
      expect(known?.version ?? Infinity).toBeGreaterThanOrEqual(this.#heard[at] ?? 0);
    }
  }

  #cache(at: number): ReadCache {
    const cache = this.#caches[at];
    if (cache === undefined) {
      throw new Error('There is no such process.');
    }
    return cache;
  }
}

const often = ['hear', 'load', 'search', 'answer'] as const;
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 2, arbitrary: fc.constant({ what: 'change' } as const) },
  {
    weight: 9,
    arbitrary: fc.record({
      what: fc.constantFrom(...often, ...often, ...often, 'recall', 'stale', 'gap'),
      at: fc.nat(PROCESSES - 1),
    }),
  },
);

describe('whoever has heard of a change', () => {
  it('never again gets what was before it, in whatever order things happen', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 40, size: 'max' }), async (steps) => {
        const world = new World();
        for (const each of steps) {
          await world.take(each);
        }
        await world.end();
      }),
      { numRuns: 300 },
    );
  });
});
