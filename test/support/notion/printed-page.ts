import { documentFromBlocks } from '../../../src/content/blocks/from-blocks.js';
import { noNames } from '../../../src/content/names.js';
import { printBlocks } from '../../../src/content/print/print.js';
import { createConnection } from '../../../src/notion/client/connection.js';
import { SANDBOX_TOKEN } from '../../../src/sandbox/server.js';
import { LookupBudget } from '../../../src/workspace/lookup-budget.js';
import { readBlockTrees } from '../../../src/workspace/pages/block-trees.js';

/** The text of a page as its blocks are now, in Markdown. */
export async function printedPage(apiUrl: string, page: string): Promise<string> {
  const session = createConnection({ token: SANDBOX_TOKEN, apiUrl }).openSession({
    signal: new AbortController().signal,
  });
  const { trees } = await readBlockTrees(session, page, new LookupBudget(2000));
  return printBlocks(documentFromBlocks(trees, noNames));
}
