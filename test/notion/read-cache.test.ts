import { describe, expect, it } from '@jest/globals';
import { ReadCache } from '../../src/notion/read-cache.js';
import type { CacheKind } from '../../src/notion/session.js';

const titles: CacheKind<{ title: string }> = { name: 'title', lifetime: 60_000 };
const pages: CacheKind<{ title: string }> = { name: 'page', lifetime: 60_000, weight: 10 };

describe('ReadCache', () => {
  it('holds fewer values of a heavy kind', () => {
    const cache = new ReadCache();
    const held = (kind: CacheKind<{ title: string }>): number =>
      Array.from({ length: 5000 }, (_, id) => cache.get(kind, String(id))).filter(
        (value) => value !== undefined,
      ).length;
    for (let id = 0; id < 5000; id += 1) {
      cache.set(titles, String(id), { title: `${id}` });
    }
    const most = held(titles);
    for (let id = 0; id < 5000; id += 1) {
      cache.set(pages, String(id), { title: `${id}` });
    }
    expect([held(pages), held(titles)]).toEqual([most / 10, 0]);
  });
});
