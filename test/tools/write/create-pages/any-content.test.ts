import { afterAll, beforeAll, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { documentFromBlocks } from '../../../../src/content/blocks/from-blocks.js';
import { noNames } from '../../../../src/content/names.js';
import { printBlocks } from '../../../../src/content/print/print.js';
import { createConnection } from '../../../../src/notion/client/connection.js';
import { SANDBOX_TOKEN } from '../../../../src/sandbox/server.js';
import { LookupBudget } from '../../../../src/workspace/lookup-budget.js';
import { readBlockTrees } from '../../../../src/workspace/pages/block-trees.js';
import { startWriteSandbox, type WriteSandbox } from '../../../support/notion/write-sandbox.js';
import { sampleDocument } from '../../../content/markdown/compose/sample-documents.js';

let notion: WriteSandbox;

beforeAll(async () => {
  notion = await startWriteSandbox();
});

afterAll(() => notion.close());

/** What a page holds, as it is read. */
async function textOf(id: string): Promise<string> {
  const session = createConnection({ token: SANDBOX_TOKEN, apiUrl: notion.sandbox.url }).openSession({
    signal: new AbortController().signal,
  });
  const { trees } = await readBlockTrees(session, id, new LookupBudget(2000));
  return printBlocks(documentFromBlocks(trees, noNames));
}

it('any document in our dialect is read from a new page as it was given', async () => {
  await fc.assert(
    fc.asyncProperty(sampleDocument, async (document) => {
      const content = printBlocks(document);
      const answer = await notion.call('notion_create_pages', {
        parent: 'Tasks',
        pages: [{ title: 'Any', content }],
      });
      expect(answer).toContain('1 page created.');
      const [, id = ''] = /app\.notion\.com\/p\/([0-9a-f]{32})/.exec(answer) ?? [];
      expect(await textOf(id)).toBe(content);
      expect(answer).toContain('Read back: as sent.');
    }),
    { numRuns: 60 },
  );
});
