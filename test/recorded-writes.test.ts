import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { documentFromBlocks, type BlockTree } from '../src/content/blocks/from-blocks.js';
import { newBlocksOf, type NewBlock } from '../src/content/markdown/compose/new-blocks.js';
import { readDialect } from '../src/content/markdown/compose/read-dialect.js';
import { noNames } from '../src/content/names.js';
import { printBlocks } from '../src/content/print/print.js';
import { textField } from '../src/text/json.js';

/** Real traffic of the API, as nock definitions; without a folder nothing here is tested, which is said aloud. */
const folder = process.env['NOTION_RECORDINGS_DIR'];
const files = folder === undefined ? [] : readdirSync(folder).filter((name) => name.endsWith('.json'));
if (files.length === 0) {
  process.stderr.write(
    'NOTION_RECORDINGS_DIR names no recordings: writes are not compared with those of Notion.\n',
  );
}

/** Blocks that our dialect cannot write, because they need something that is elsewhere. */
const ELSEWHERE = new Set([
  'child_page',
  'child_database',
  'link_preview',
  'link_to_page',
  'meeting_notes',
  'synced_block',
  'template',
  'unsupported',
]);

interface Recorded {
  readonly response: unknown;
}

/** Every block that Notion gave, with what is nested in it left out. */
function blocksIn(value: unknown): readonly BlockTree['block'][] {
  if (Array.isArray(value)) {
    return value.flatMap(blocksIn);
  }
  if (typeof value !== 'object' || value === null) {
    return [];
  }
  const { object, results, type }: { object?: unknown; results?: unknown; type?: unknown } = value;
  if (object === 'block' && typeof type === 'string' && !ELSEWHERE.has(type)) {
    return [value as BlockTree['block']];
  }
  return blocksIn(results);
}

const treeOf = ({ type, fields, children }: NewBlock): BlockTree => ({
  block: { object: 'block', id: '', type, [type]: fields } as unknown as BlockTree['block'],
  children: children.map(treeOf),
  complete: true,
});
const print = (trees: readonly BlockTree[]): string => printBlocks(documentFromBlocks(trees, noNames));

(files.length === 0 ? describe.skip : describe)('blocks that Notion has stored', () => {
  const types = new Set<string>();

  it.each(files.length === 0 ? ['none'] : files)(
    'come back as they were when they are written: %s',
    (file) => {
      const recorded = JSON.parse(readFileSync(join(folder ?? '', file), 'utf8')) as Recorded[];
      for (const block of recorded.flatMap(({ response }) => blocksIn(response))) {
        const text = print([{ block, children: [], complete: true }]);
        // Files that Notion keeps have no address that could be written.
        if (!/\(open with|kept in Notion|notion_read_file/.test(text)) {
          expect(print(newBlocksOf(readDialect(text)).map(treeOf))).toBe(text);
          types.add(textField(block, 'type') ?? '');
        }
      }
    },
  );

  it('are of most types', () => {
    expect([...types]).toEqual(
      expect.arrayContaining([
        'paragraph',
        'heading_2',
        'bulleted_list_item',
        'to_do',
        'code',
        'quote',
        'callout',
      ]),
    );
  });
});
