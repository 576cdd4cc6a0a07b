import { describe, expect, it } from '@jest/globals';
import { ReadCache } from '../../../src/notion/cache/read-cache.js';
import type { CacheKind, NotionSession } from '../../../src/notion/session.js';
import type { SharedReads } from '../../../src/notion/cache/shared-reads.js';
import { PlainReads } from '../../support/notion/plain-reads.js';

interface Titled {
  readonly title: string;
}

const titles: CacheKind<Titled> = { name: 'title', lifetimeMs: 60_000, isShared: true };
const pages: CacheKind<Titled> = { name: 'page', lifetimeMs: 60_000, weight: 10 };

/** A read that goes on until it is let go. */
interface HeldRead {
  readonly begun: Promise<void>;
  letGo(): void;
}

/** Reads through the cache, counting what reaches Notion. */
class Reader {
  readonly cache: ReadCache;
  reads = 0;
  #next: { readonly tellBegun: () => void; readonly gone: Promise<void> } | undefined;

  constructor(shared?: SharedReads) {
    this.cache = new ReadCache(shared);
  }

  /** Holds the next read. */
  hold(): HeldRead {
    let [tellBegun, letGo] = [(): void => {}, (): void => {}];
    const begun = new Promise<void>((resolve) => (tellBegun = resolve));
    const gone = new Promise<void>((resolve) => (letGo = resolve));
    this.#next = { tellBegun, gone };
    return { begun, letGo: () => letGo() };
  }

  async load(id: string, title: string, kind: CacheKind<Titled> = titles): Promise<string> {
    const value = await this.cache.load(
      kind,
      id,
      new AbortController().signal,
      () => undefined as unknown as NotionSession,
      async () => {
        const held = this.#next;
        this.#next = undefined;
        this.reads += 1;
        held?.tellBegun();
        await held?.gone;
        return { title };
      },
    );
    return value.title;
  }
}

describe('ReadCache', () => {
  it('holds fewer values of a heavy kind', () => {
    const cache = new ReadCache();
    const held = (kind: CacheKind<Titled>): number =>
      Array.from({ length: 5000 }, (_, id) => cache.get(kind, String(id))).filter(
        (value) => value !== undefined,
      ).length;
    for (let id = 0; id < 5000; id += 1) {
      cache.set(titles, String(id), { title: `${id}` }, cache.now);
    }
    const most = held(titles);
    for (let id = 0; id < 5000; id += 1) {
      cache.set(pages, String(id), { title: `${id}` }, cache.now);
    }
    expect([held(pages), held(titles)]).toEqual([most / 10, 0]);
  });
});

describe('a change', () => {
  it('drops what was read of the object, of every kind, and nothing else', async () => {
    const reader = new Reader();
    await reader.load('a', 'old');
    await reader.load('a', 'old', pages);
    await reader.load('b', 'other');
    reader.cache.drop(['a']);
    expect(await reader.load('a', 'new')).toBe('new');
    expect(await reader.load('a', 'new', pages)).toBe('new');
    expect(await reader.load('b', 'never read')).toBe('other');
  });

  it('during a read keeps its answer from being remembered', async () => {
    const reader = new Reader();
    const held = reader.hold();
    const underWay = reader.load('a', 'old');
    reader.cache.drop(['a']);
    held.letGo();
    expect(await underWay).toBe('old');
    expect(reader.cache.get(titles, 'a')).toBeUndefined();
  });

  it('during a read makes later calls read anew instead of joining it', async () => {
    const reader = new Reader();
    const held = reader.hold();
    const before = reader.load('a', 'old');
    reader.cache.drop(['a']);
    expect(await reader.load('a', 'new')).toBe('new');
    held.letGo();
    expect(await before).toBe('old');
    expect(reader.cache.get(titles, 'a')).toEqual({ title: 'new' });
  });

  it('keeps what came along with an older answer from being remembered', () => {
    const { cache } = new Reader();
    const since = cache.now;
    cache.drop(['a']);
    cache.set(titles, 'a', { title: 'old' }, since);
    cache.set(titles, 'b', { title: 'other' }, since);
    expect([cache.get(titles, 'a'), cache.get(titles, 'b')]).toEqual([undefined, { title: 'other' }]);
  });

  it('is not forgotten in a flood of changes', () => {
    const { cache } = new Reader();
    const since = cache.now;
    cache.drop(['a']);
    cache.drop(Array.from({ length: 5000 }, (_, number) => `page-${number}`));
    cache.set(titles, 'a', { title: 'old' }, since);
    expect(cache.get(titles, 'a')).toBeUndefined();
  });

  it('of the whole drops its parts, also where nobody who told of it knew them', async () => {
    const columns: CacheKind<Titled & { readonly database: string }> = {
      name: 'columns',
      lifetimeMs: 60_000,
      isShared: true,
      partOf: ({ database }) => database,
    };
    const shared = new PlainReads();
    const [first, second] = [new Reader(shared), new Reader(shared)];
    first.cache.set(columns, 'table', { title: 'old', database: 'whole' }, first.cache.now);
    await second.cache.prefetchShared(columns, ['table']);
    expect(second.cache.get(columns, 'table')?.title).toBe('old');
    second.cache.drop(['whole']);
    expect(second.cache.get(columns, 'table')).toBeUndefined();
    await second.cache.prefetchShared(columns, ['table']);
    expect(second.cache.get(columns, 'table')).toBeUndefined();
    first.cache.drop(['whole']);
    expect(first.cache.get(columns, 'table')).toBeUndefined();
  });

  it('that may have been missed drops everything, reads under way included', async () => {
    const reader = new Reader();
    await reader.load('a', 'old');
    const held = reader.hold();
    const underWay = reader.load('b', 'old');
    reader.cache.clear();
    held.letGo();
    await underWay;
    expect([reader.cache.get(titles, 'a'), reader.cache.get(titles, 'b')]).toEqual([undefined, undefined]);
  });
});

describe('what processes share', () => {
  it('saves the second process the read', async () => {
    const shared = new PlainReads();
    const [first, second] = [new Reader(shared), new Reader(shared)];
    await first.load('a', 'one');
    expect(await second.load('a', 'never read')).toBe('one');
    expect(second.reads).toBe(0);
  });

  it('is asked for once where many names are looked up, found or not', async () => {
    const shared = new PlainReads();
    const [first, second] = [new Reader(shared), new Reader(shared)];
    await first.load('a', 'one');
    shared.asked.length = 0;
    await second.cache.prefetchShared(titles, ['a', 'b', 'c', 'b']);
    expect(second.cache.get(titles, 'a')).toEqual({ title: 'one' });
    await second.load('b', 'two');
    await second.cache.prefetchShared(titles, ['a', 'b', 'c']);
    expect(shared.asked.map((names) => names.map(({ id }) => id))).toEqual([['a', 'b', 'c']]);
    expect(shared.stored.get('title:b')?.value).toEqual({ title: 'two' });
  });

  it('is only of the kinds that say so', async () => {
    const shared = new PlainReads();
    const reader = new Reader(shared);
    await reader.load('a', 'one', pages);
    reader.cache.set(pages, 'b', { title: 'two' }, reader.cache.now);
    await reader.cache.prefetchShared(pages, ['c']);
    expect([shared.asked, shared.stored.size]).toEqual([[], 0]);
  });

  it('is passed over, and replaced, once it turned out to be stale', async () => {
    const shared = new PlainReads();
    const reader = new Reader(shared);
    await reader.load('a', 'old');
    reader.cache.delete(titles, 'a');
    await reader.cache.prefetchShared(titles, ['a']);
    expect(reader.cache.get(titles, 'a')).toBeUndefined();
    expect(await reader.load('a', 'new')).toBe('new');
    expect(shared.stored.get('title:a')?.value).toEqual({ title: 'new' });
  });

  it('is not what was read before a change that another process was told of first', async () => {
    const shared = new PlainReads();
    const reader = new Reader(shared);
    const held = reader.hold();
    const underWay = reader.load('a', 'old');
    await held.begun;
    shared.marks.set('a', 'changed');
    held.letGo();
    await underWay;
    expect(shared.stored.size).toBe(0);
    reader.cache.drop(['a']);
    await reader.load('a', 'new');
    expect(await new Reader(shared).load('a', 'never read')).toBe('new');
  });

  it('is done without while nobody can be asked', async () => {
    const shared = new PlainReads();
    shared.isAway = true;
    const reader = new Reader(shared);
    await reader.cache.prefetchShared(titles, ['a']);
    expect(await reader.load('a', 'one')).toBe('one');
    expect(shared.stored.size).toBe(0);
  });

  it('gets what came along with another answer, once', () => {
    const shared = new PlainReads();
    const { cache } = new Reader(shared);
    cache.set(titles, 'a', { title: 'one' }, cache.now);
    expect(shared.stored.get('title:a')?.value).toEqual({ title: 'one' });
    shared.stored.clear();
    cache.set(titles, 'a', { title: 'one' }, cache.now);
    expect(shared.stored.size).toBe(0);
    cache.set(titles, 'a', { title: 'two' }, cache.now);
    expect(shared.stored.get('title:a')?.value).toEqual({ title: 'two' });
  });
});
