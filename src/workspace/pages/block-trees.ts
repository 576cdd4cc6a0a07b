import type { BlockTree } from '../../content/blocks/from-blocks.js';
import { isNotShared, TooLargeError } from '../../errors.js';
import { listBlockChildren, type Block } from '../../notion/endpoints/blocks.js';
import type { NotionSession } from '../../notion/session.js';
import type { LookupBudget } from '../lookup-budget.js';
import { readAll } from '../read-all.js';

/** Child pages and databases are separate objects with content of their own. */
const NOT_ENTERED = new Set(['child_page', 'child_database']);

interface Children {
  readonly trees: BlockTree[];
  readonly complete: boolean;
}

/** Reads the blocks below a page or block, one request for each that has children, as far as the allowance reaches. */
export async function readBlockTrees(
  session: NotionSession,
  parentId: string,
  lookups: LookupBudget,
): Promise<Children> {
  const { items: blocks, complete } = await readAll(lookups, (cursor) =>
    listBlockChildren(session, parentId, cursor),
  );
  const trees = await Promise.all(blocks.map((block) => treeOf(session, block, lookups)));
  return { trees, complete };
}

async function treeOf(session: NotionSession, block: Block, lookups: LookupBudget): Promise<BlockTree> {
  if (!('type' in block) || !block.has_children || NOT_ENTERED.has(block.type)) {
    return { block, children: [], complete: true };
  }
  try {
    const { trees, complete } = await readBlockTrees(session, block.id, lookups);
    return { block, children: trees, complete };
  } catch (error) {
    // The copy of a synced block whose original is not shared says that it has children and then has none to give.
    // A list of blocks that is too large to read is a place that is missing, too.
    if (isNotShared(error) || error instanceof TooLargeError) {
      return { block, children: [], complete: false };
    }
    throw error;
  }
}
