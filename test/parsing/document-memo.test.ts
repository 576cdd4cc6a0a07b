import { describe, expect, it } from '@jest/globals';
import { documentFromBlocks } from '../../src/content/blocks/from-blocks.js';
import { noNames } from '../../src/content/names.js';
import { printBlocks } from '../../src/content/print/print.js';
import { HeldDocuments, RecentDocuments } from '../../src/parsing/document-memo.js';
import { packTrees } from '../../src/parsing/pack-trees.js';
import type { PageText } from '../../src/parsing/page-text.js';
import { block } from '../content/blocks/block-objects.js';

function pageOf(key: number, characters = 10): PageText {
  const source = { kind: 'markdown', markdown: 'x'.repeat(characters), unknownBlockIds: [] } as const;
  return [{ key, source, names: { titles: new Map(), users: new Map() } }];
}

describe('the documents that a thread remembers', () => {
  it('are found by the keys of their texts, in any copy', () => {
    const memo = new RecentDocuments();
    const blocks = documentFromBlocks([block('paragraph', 'One')], noNames);
    memo.set(pageOf(1), blocks);
    expect(memo.get(structuredClone(pageOf(1)))).toBe(blocks);
    expect(memo.get(pageOf(2))).toBeUndefined();
    expect(memo.get([...pageOf(1), ...pageOf(2)])).toBeUndefined();
  });

  it('are forgotten half a minute after their last use', () => {
    let now = 0;
    const memo = new RecentDocuments(() => now);
    memo.set(pageOf(1), []);
    memo.set(pageOf(2), []);
    now = 20_000;
    memo.get(pageOf(2));
    now = 30_000;
    memo.forgetOld();
    expect([memo.get(pageOf(1)), memo.get(pageOf(2))]).toEqual([undefined, []]);
  });

  it('are of no more than two million characters, the last ones used', () => {
    const memo = new RecentDocuments();
    [1, 2, 3].forEach((key) => memo.set(pageOf(key, 900_000), []));
    expect([1, 2, 3].map((key) => memo.get(pageOf(key, 900_000)))).toEqual([undefined, [], []]);
  });
});

it('the event loop remembers a document while its text is held', () => {
  const memo = new HeldDocuments();
  const page = pageOf(1);
  memo.set(page, []);
  expect(memo.get(page)).toEqual([]);
  expect(memo.get([...page])).toEqual([]);
  expect(memo.get(structuredClone(page))).toBeUndefined();
});

it('blocks packed as one text are the same blocks', async () => {
  const trees = Array.from({ length: 250 }, (_, at) =>
    block('toggle', `Item ${at}`, [block('paragraph', 'Inner'), block('to_do', 'Task')]),
  );
  const { json } = await packTrees({ kind: 'blocks', trees, page: '' });
  expect(JSON.parse(json)).toEqual(JSON.parse(JSON.stringify(trees)));
  expect(printBlocks(documentFromBlocks(JSON.parse(json) as typeof trees, noNames))).toBe(
    printBlocks(documentFromBlocks(trees, noNames)),
  );
});
