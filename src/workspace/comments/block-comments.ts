import type { CommentObjectResponse } from '@notionhq/client';
import { referencesInBlocks, type References } from '../../content/collect-references.js';
import { oneLine } from '../../content/rich-text/escape.js';
import { documentFromBlocks } from '../../content/blocks/from-blocks.js';
import { noNames } from '../../content/names.js';
import { printBlocks } from '../../content/print/print.js';
import { truncateText } from '../../content/answer/truncate.js';
import type { Names } from '../../content/names.js';
import { CapabilityError, isNotFound, ToolError } from '../../errors.js';
import type { Block } from '../../notion/endpoints/blocks.js';
import { listComments } from '../../notion/endpoints/comments.js';
import { COMPLETE, type ListEnd } from '../../notion/endpoints/list-page.js';
import type { NotionSession } from '../../notion/session.js';
import { isComplete } from '../list-end.js';
import type { LookupBudget } from '../lookup-budget.js';
import { readAll } from '../read-all.js';
import { canResumeLater } from '../tolerate.js';
import { walkBlocks, type ListPosition, type WalkedBlock } from './walk-blocks.js';

/** Enough to recognise the block by. */
const MAX_EXCERPT_CHARACTERS = 120;

/**
 * Columns only arrange other blocks and cannot have comments. A page's or database's id is its block's id as well, so
 * requesting its comments would return those of the other page.
 */
const WITHOUT_COMMENTS = new Set(['column_list', 'column', 'child_page', 'child_database']);

/** A block with open comments. */
interface CommentedBlock {
  readonly block: Block;
  readonly comments: readonly CommentObjectResponse[];
  /** Whether these are all its comments. */
  readonly complete: boolean;
  /** Where to start to find it again, and the blocks visited before it. */
  readonly place: readonly ListPosition[];
  readonly inspectedBefore: number;
}

interface BlockComments {
  readonly commented: readonly CommentedBlock[];
  /** Blocks whose comments were read. */
  readonly inspected: number;
  readonly place: readonly ListPosition[];
  /** Blocks that are, or whose inside is, not shared with the connection. */
  readonly notShared: number;
  /** What the lists of blocks lack. */
  readonly end: ListEnd;
  /** Why the walk ended early; `place` is still where to continue. */
  readonly failure: ToolError | undefined;
}

/** How many requests may be spent on what. */
interface CommentBudget {
  /** Blocks whose comments are read: Notion lists comments per block, at one request each. */
  readonly blocks: number;
  /** For finding these blocks. */
  readonly tree: LookupBudget;
  /** For blocks with more comments than one request gives. */
  readonly further: LookupBudget;
}

/**
 * Comments on the next blocks of a page. A failure ends them early instead of losing what was read; what the connection
 * may not read at all ends them for good.
 */
export async function readBlockComments(
  session: NotionSession,
  from: readonly ListPosition[],
  budget: CommentBudget,
): Promise<BlockComments> {
  try {
    return await readNext(session, from, budget);
  } catch (error) {
    if (!(error instanceof CapabilityError)) {
      throw error;
    }
    return { commented: [], inspected: 0, place: [], notShared: 0, end: COMPLETE, failure: error };
  }
}

async function readNext(
  session: NotionSession,
  from: readonly ListPosition[],
  { blocks, tree, further }: CommentBudget,
): Promise<BlockComments> {
  const walk = await walkBlocks(session, from, blocks, mayHaveComments, tree);
  const lists = await Promise.all(walk.blocks.map((walked) => readCommentsOn(session, walked, further)));
  const failed = lists.findIndex((list) => list instanceof ToolError);
  const failure = lists[failed];
  const read = failed === -1 ? lists : lists.slice(0, failed);
  const open = read
    .filter((list) => list !== undefined && 'comments' in list)
    .map((list, lookedBefore) => ({ ...list, inspectedBefore: lookedBefore }));
  return {
    commented: open.filter(({ comments }) => comments.length > 0),
    inspected: open.length,
    place: walk.blocks[failed]?.position ?? walk.position,
    notShared: walk.notShared + read.length - open.length,
    end: walk.end,
    failure: failure instanceof ToolError ? failure : walk.failure,
  };
}

function mayHaveComments(block: Block): boolean {
  return !('type' in block && WITHOUT_COMMENTS.has(block.type));
}

type ReadComments = Omit<CommentedBlock, 'inspectedBefore'>;

/** Undefined if the block is not shared, an error if Notion may return the comments later. */
async function readCommentsOn(
  session: NotionSession,
  { block, position }: WalkedBlock,
  furtherComments: LookupBudget,
): Promise<ReadComments | ToolError | undefined> {
  try {
    const first = await listComments(session, block.id);
    const { items, nextCursor } = first;
    if (nextCursor === undefined) {
      return { block, place: position, comments: items, complete: isComplete(first) };
    }
    const rest = await readAll(
      furtherComments,
      (cursor) => listComments(session, block.id, cursor),
      nextCursor,
    );
    return {
      block,
      place: position,
      comments: [...items, ...rest.items],
      complete: rest.complete && first.unreadable === 0,
    };
  } catch (error) {
    // What a synced copy shows lies on another page, which need not be shared; of some types Notion's API has no blocks.
    if (isNotFound(error)) {
      return undefined;
    }
    if (canResumeLater(error)) {
      return error;
    }
    throw error;
  }
}

/** What must be looked up before the excerpts can be shown with names. */
export function namesInExcerpts(blocks: readonly CommentedBlock[]): References {
  return referencesInBlocks(blocks.map(({ block }) => ({ block, children: [], complete: true })));
}

/** The beginning of a block's text; its type where it has none. */
export function excerptOf(block: Block, names: Names = noNames): string {
  const document = documentFromBlocks([{ block, children: [], complete: true }], names);
  const text = truncateText(oneLine(printBlocks(document)), MAX_EXCERPT_CHARACTERS);
  return text === '' ? `[${'type' in block ? block.type.replaceAll('_', ' ') : 'block'}]` : text;
}
