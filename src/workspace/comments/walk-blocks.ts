import { isNotFound, TooLargeError, type ToolError } from '../../errors.js';
import { listBlockChildren, type Block } from '../../notion/endpoints/blocks.js';
import {
  COMPLETE,
  CursorTrail,
  joinEnds,
  type ListEnd,
  type ListPage,
} from '../../notion/endpoints/list-page.js';
import type { NotionSession } from '../../notion/session.js';
import { say } from '../../text/words.js';
import type { ListWords } from '../list-end.js';
import { type LookupBudget, textSizeOf } from '../lookup-budget.js';
import { canResumeLater } from '../tolerate.js';

/** One list of blocks that is being read: whose, which batch of Notion's, and how many of the batch are done. */
export interface ListPosition {
  readonly parent: string;
  readonly batch?: string | undefined;
  readonly done: number;
}

/** A block that was found, and the place to begin at to find it again. */
export interface WalkedBlock {
  readonly block: Block;
  readonly position: readonly ListPosition[];
}

/** A stretch of a page's blocks in reading order. */
export interface Walk {
  readonly blocks: readonly WalkedBlock[];
  /** Open lists from the page inwards, to continue from; empty at the end of the page. */
  readonly position: readonly ListPosition[];
  /** Blocks whose content this connection may not read. */
  readonly notShared: number;
  /** What Notion's lists lack that were read; the place names what was not. */
  readonly end: ListEnd;
  /** Why the walk ended before it had to. */
  readonly failure: ToolError | undefined;
}

/** Blocks as the end of their list is worded. */
export const BLOCKS: ListWords = {
  one: say`block`,
  several: say`blocks`,
  narrow: say`Notion shows them all.`,
};

/** Pages and databases are things of their own. */
const NOT_ENTERED = new Set(['child_page', 'child_database']);

/** Lists asked for at once. Those after the first may turn out to lie beyond the end of the walk, so few are risked. */
const MAX_CONCURRENT_LISTS = 4;

/**
 * Walks a page depth first until `most` wanted blocks are found, the page ends or the allowance does. The place names one
 * batch for each level, so going on costs a request for each level and not the whole page again.
 */
export async function walkBlocks(
  session: NotionSession,
  from: readonly ListPosition[],
  most: number,
  isWanted: (block: Block) => boolean,
  lookups: LookupBudget,
): Promise<Walk> {
  const reader = new BatchReader(session, lookups);
  for (;;) {
    const { blocks, position, missing } = walkKnown(from, most, isWanted, (list) => reader.known(list));
    if (!(await reader.read(missing.slice(0, MAX_CONCURRENT_LISTS)))) {
      return { blocks, position, notShared: reader.notShared, end: reader.end, failure: reader.failure };
    }
  }
}

/**
 * The walk as far as batches are known, and the batches it needs to advance. Beyond the first of them it continues
 * without counting blocks, to find which others will be needed as well: each list holds at least one block.
 */
function walkKnown(
  from: readonly ListPosition[],
  most: number,
  isWanted: (block: Block) => boolean,
  known: (list: ListPosition) => ListPage<Block> | undefined,
): Pick<Walk, 'blocks' | 'position'> & { readonly missing: readonly ListPosition[] } {
  const open: ListPosition[] = [...from];
  const blocks: WalkedBlock[] = [];
  const missing: ListPosition[] = [];
  let place: readonly ListPosition[] | undefined;
  let least = 0;
  for (let list = open.at(-1); list !== undefined; list = open.at(-1)) {
    const batch = known(list);
    const block = batch?.items[list.done];
    if (least >= most && (batch === undefined || block !== undefined)) {
      break;
    }
    if (batch === undefined) {
      place ??= [...open];
      missing.push(list);
      least += 1;
      open.pop();
      continue;
    }
    const here = [...open];
    open.pop();
    if (block !== undefined) {
      open.push({ ...list, done: list.done + 1 });
      if (isWanted(block)) {
        least += 1;
        if (place === undefined) {
          blocks.push({ block, position: here });
        }
      }
      // A block that Notion lists within itself would have no end.
      const isWithin = open.some(({ parent }) => parent === block.id);
      if ('type' in block && block.has_children && !NOT_ENTERED.has(block.type) && !isWithin) {
        open.push({ parent: block.id, done: 0 });
      }
    } else if (batch.nextCursor !== undefined) {
      // A batch that has become too large comes in smaller parts: what is done of it may reach into the next one.
      const done = Math.max(0, list.done - batch.items.length);
      open.push({ parent: list.parent, batch: batch.nextCursor, done });
    }
  }
  return { blocks, position: place ?? open, missing };
}

class BatchReader {
  notShared = 0;
  end = COMPLETE;
  /** Why a batch could not be read. */
  failure: ToolError | undefined;
  readonly #session: NotionSession;
  readonly #allowance: LookupBudget;
  readonly #batches = new Map<string, ListPage<Block>>();
  readonly #trails = new Map<string, CursorTrail>();
  /** The call has read as much text as it may. */
  #isFull = false;

  constructor(session: NotionSession, lookups: LookupBudget) {
    this.#session = session;
    this.#allowance = lookups;
  }

  known(list: ListPosition): ListPage<Block> | undefined {
    return this.#batches.get(keyOf(list));
  }

  /** Reads as many of the lists as the allowance permits; false when the walk cannot continue. */
  async read(lists: readonly ListPosition[]): Promise<boolean> {
    const affordable = lists.filter(() => this.#allowance.take());
    await Promise.all(affordable.map((list) => this.#load(list)));
    return affordable.length > 0 && this.failure === undefined && !this.#isFull;
  }

  async #load(list: ListPosition): Promise<void> {
    try {
      const trail = this.#trails.get(list.parent) ?? new CursorTrail(list.batch);
      this.#trails.set(list.parent, trail);
      const batch = trail.follow(await listBlockChildren(this.#session, list.parent, list.batch));
      const size = textSizeOf(batch.items);
      // Whatever exceeds the call's allowance is left for the next call, with everything after it.
      this.#isFull ||= this.#batches.size > 0 && this.#allowance.takeText(size) < size;
      if (!this.#isFull) {
        this.#batches.set(keyOf(list), batch);
        this.end = joinEnds(this.end, { ...batch, nextCursor: undefined });
      }
    } catch (error) {
      if (isNotFound(error) || error instanceof TooLargeError) {
        // The copy of a synced block whose original is not shared says that it has children and then has none to give; Notion
        // refuses what is nested in blocks that its API does not know, such as those of AI.
        this.notShared += 1;
        this.#batches.set(keyOf(list), { ...COMPLETE, items: [] });
      } else if (canResumeLater(error)) {
        this.failure = error;
      } else {
        throw error;
      }
    }
  }
}

function keyOf({ parent, batch }: ListPosition): string {
  return `${parent} ${batch ?? ''}`;
}
