import { AccessError } from '../errors.js';
import { listBlockChildren, type Block } from '../notion/blocks.js';
import type { NotionSession } from '../notion/session.js';
import type { RequestAllowance } from './allowance.js';

/** One list of blocks that is being read: whose, which batch of Notion's, and how many of the batch are done. */
export interface OpenList {
  readonly parent: string;
  readonly batch?: string | undefined;
  readonly done: number;
}

/** A stretch of a page's blocks in reading order. */
export interface Walk {
  readonly blocks: readonly Block[];
  /** Open lists from the page inwards, to go on from; empty when the page is at its end. */
  readonly place: readonly OpenList[];
  /** Blocks whose content is not shared with the connection. */
  readonly notShared: number;
}

/** Pages and databases are things of their own. */
const NOT_ENTERED = new Set(['child_page', 'child_database']);

/**
 * Walks a page depth first until `most` wanted blocks are found, the page ends or the allowance does. The place names one
 * batch for each level, so going on costs a request for each level and not the whole page again.
 */
export async function walkBlocks(
  session: NotionSession,
  from: readonly OpenList[],
  most: number,
  isWanted: (block: Block) => boolean,
  allowance: RequestAllowance,
): Promise<Walk> {
  const reader = new BatchReader(session, allowance);
  const open: OpenList[] = [...from];
  const blocks: Block[] = [];
  for (let list = open.at(-1); list !== undefined; list = open.at(-1)) {
    const isFull = blocks.length >= most;
    const batch = isFull ? reader.known(list) : await reader.read(list);
    const block = batch?.items[list.done];
    if (batch === undefined || (isFull && block !== undefined)) {
      break;
    }
    open.pop();
    if (block !== undefined) {
      open.push({ ...list, done: list.done + 1 });
      if (isWanted(block)) {
        blocks.push(block);
      }
      if ('type' in block && block.has_children && !NOT_ENTERED.has(block.type)) {
        open.push({ parent: block.id, done: 0 });
      }
    } else if (batch.nextCursor !== undefined) {
      open.push({ parent: list.parent, batch: batch.nextCursor, done: 0 });
    }
  }
  return { blocks, place: open, notShared: reader.notShared };
}

interface Batch {
  readonly items: readonly Block[];
  readonly nextCursor: string | undefined;
}

class BatchReader {
  notShared = 0;
  readonly #session: NotionSession;
  readonly #allowance: RequestAllowance;
  readonly #batches = new Map<string, Batch>();

  constructor(session: NotionSession, allowance: RequestAllowance) {
    this.#session = session;
    this.#allowance = allowance;
  }

  known(list: OpenList): Batch | undefined {
    return this.#batches.get(keyOf(list));
  }

  /** The batch, or undefined when the allowance is used up. */
  async read(list: OpenList): Promise<Batch | undefined> {
    const known = this.known(list);
    if (known !== undefined || !this.#allowance.take()) {
      return known;
    }
    const batch = await this.#load(list);
    this.#batches.set(keyOf(list), batch);
    return batch;
  }

  async #load({ parent, batch }: OpenList): Promise<Batch> {
    try {
      return await listBlockChildren(this.#session, parent, batch);
    } catch (error) {
      // The copy of a synced block whose original is not shared says that it has children and then has none to give.
      if (error instanceof AccessError) {
        this.notShared += 1;
        return { items: [], nextCursor: undefined };
      }
      throw error;
    }
  }
}

function keyOf({ parent, batch }: OpenList): string {
  return `${parent} ${batch ?? ''}`;
}
