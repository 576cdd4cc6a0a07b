import type { CommentObjectResponse } from '@notionhq/client';
import { referencesInBlocks } from '../content/collect-references.js';
import { oneLine } from '../content/escape.js';
import { documentFromBlocks } from '../content/from-blocks.js';
import { noNames } from '../content/names.js';
import { printBlocks } from '../content/print.js';
import { truncateText } from '../content/truncate.js';
import type { Names } from '../content/names.js';
import { AccessError } from '../errors.js';
import type { Block } from '../notion/blocks.js';
import { listComments } from '../notion/comments.js';
import type { NotionSession } from '../notion/session.js';
import type { RequestAllowance } from './allowance.js';
import { readAll } from './read-all.js';
import type { WantedNames } from './names.js';
import { walkBlocks, type OpenList } from './walk-blocks.js';

/** Enough to recognise the block by. */
const LONGEST_EXCERPT = 120;

/**
 * Columns only arrange others, and nobody can comment on them. A page's or database's id stands for its block as well, so
 * asking for its comments would give those of the other page.
 */
const WITHOUT_COMMENTS = new Set(['column_list', 'column', 'child_page', 'child_database']);

/** A block that somebody commented on. */
export interface CommentedBlock {
  readonly block: Block;
  readonly comments: readonly CommentObjectResponse[];
}

export interface BlockComments {
  readonly commented: readonly CommentedBlock[];
  /** Blocks whose comments were read. */
  readonly looked: number;
  readonly place: readonly OpenList[];
  /** Blocks that are, or whose inside is, not shared with the connection. */
  readonly notShared: number;
  /** Blocks with more comments than were read. */
  readonly cut: number;
}

/**
 * Comments on the next blocks of a page, `most` of them at most: Notion tells them only block by block, one request each.
 * `tree` bounds the requests that find the blocks.
 */
export async function readBlockComments(
  session: NotionSession,
  from: readonly OpenList[],
  most: number,
  tree: RequestAllowance,
  furtherComments: RequestAllowance,
): Promise<BlockComments> {
  const walk = await walkBlocks(
    session,
    from,
    most,
    (block) => !('type' in block && WITHOUT_COMMENTS.has(block.type)),
    tree,
  );
  const lists = await Promise.all(
    walk.blocks.map((block) => readCommentsOn(session, block, furtherComments)),
  );
  const open = lists.filter((list) => list !== undefined);
  return {
    commented: open.filter(({ comments }) => comments.length > 0),
    looked: open.length,
    place: walk.place,
    notShared: walk.notShared + lists.length - open.length,
    cut: open.filter(({ complete }) => !complete).length,
  };
}

async function readCommentsOn(
  session: NotionSession,
  block: Block,
  furtherComments: RequestAllowance,
): Promise<(CommentedBlock & { readonly complete: boolean }) | undefined> {
  try {
    const { items, nextCursor } = await listComments(session, block.id);
    if (nextCursor === undefined) {
      return { block, comments: items, complete: true };
    }
    const rest = await readAll(furtherComments, (cursor) =>
      listComments(session, block.id, cursor ?? nextCursor),
    );
    return { block, comments: [...items, ...rest.items], complete: rest.complete };
  } catch (error) {
    // What a synced copy shows lies on another page, which need not be shared.
    if (error instanceof AccessError) {
      return undefined;
    }
    throw error;
  }
}

/** What must be looked up before the excerpts can be shown with names. */
export function namesInExcerpts(blocks: readonly CommentedBlock[]): WantedNames {
  return referencesInBlocks(blocks.map(({ block }) => ({ block, children: [], complete: true })));
}

/** The beginning of a block's text; its type where it has none. */
export function excerptOf(block: Block, names: Names = noNames): string {
  const document = documentFromBlocks([{ block, children: [], complete: true }], names);
  const text = truncateText(oneLine(printBlocks(document)), LONGEST_EXCERPT);
  return text === '' ? `[${'type' in block ? block.type.replaceAll('_', ' ') : 'block'}]` : text;
}
