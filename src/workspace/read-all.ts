import { COMPLETE, joinEnds, pagesOf, type ListEnd, type ListPage } from '../notion/endpoints/list-page.js';
import { isComplete } from './list-end.js';
import { type LookupBudget, textSizeOf } from './lookup-budget.js';

/** Batches without a single entry that are passed over for one that has some. */
const MAX_EMPTY_BATCHES = 5;

/** A list as far as it was read. */
interface ReadList<Item> extends ListEnd {
  readonly items: Item[];
  /** Whether these are all: false as well when the allowance of requests or of text ended before the list. */
  readonly complete: boolean;
}

type ReadPage<Item> = (cursor: string | undefined) => Promise<ListPage<Item>>;

/** Reads a list of Notion's to its end, page by page, as far as the allowance reaches. */
export async function readAll<Item extends object>(
  lookups: LookupBudget,
  readPage: ReadPage<Item>,
  start?: string,
): Promise<ReadList<Item>> {
  const list = new Entries<Item>();
  if (!lookups.take()) {
    return list.upTo(start, false);
  }
  let cursor = start;
  for await (const page of pagesOf(readPage, start)) {
    const size = textSizeOf(page.items);
    if (lookups.takeText(size) < size) {
      return list.upTo(cursor, false);
    }
    list.add(page);
    cursor = page.nextCursor;
    if (cursor !== undefined && !lookups.take()) {
      return list.upTo(cursor, false);
    }
  }
  return list.upTo(undefined, true);
}

/** Reads a list until `isEnough` of what was read, or for `most` pages. */
export async function readUntil<Item extends object>(
  readPage: ReadPage<Item>,
  most: number,
  isEnough: (items: readonly Item[]) => boolean = () => false,
): Promise<ReadList<Item>> {
  const list = new Entries<Item>();
  let pages = 0;
  let next: string | undefined;
  for await (const page of pagesOf(readPage)) {
    list.add(page);
    pages += 1;
    next = page.nextCursor;
    if (pages >= most || isEnough(list.items)) {
      break;
    }
  }
  return list.upTo(next, true);
}

/** One page of a list, and where it begins. */
interface Batch<Item> extends ListPage<Item> {
  readonly cursor: string | undefined;
}

/** The next page with entries: an empty one with more behind it, which Notion may give, is not the end. */
export async function nextBatch<Item>(
  readPage: ReadPage<Item>,
  start: string | undefined,
): Promise<Batch<Item>> {
  let end = COMPLETE;
  let cursor = start;
  let items: Item[] = [];
  let empty = 0;
  for await (const page of pagesOf(readPage, start)) {
    end = joinEnds(end, page);
    items = page.items;
    empty += 1;
    if (items.length > 0 || empty > MAX_EMPTY_BATCHES) {
      break;
    }
    cursor = page.nextCursor ?? cursor;
  }
  return { ...end, items, cursor };
}

/** Entries of a list, each once: a list that leads back to what was read gives some of them again. */
class Entries<Item extends object> {
  readonly items: Item[] = [];
  readonly #seen = new Set<string>();
  #end = COMPLETE;

  add(page: ListPage<Item>): void {
    this.#end = joinEnds(this.#end, page);
    for (const item of page.items) {
      const name = nameOf(item);
      if (name === undefined || !this.#seen.has(name)) {
        this.items.push(item);
      }
      if (name !== undefined) {
        this.#seen.add(name);
      }
    }
  }

  /** `nextCursor` is where reading stopped, `mayBeComplete` false where that was before the end. */
  upTo(nextCursor: string | undefined, mayBeComplete: boolean): ReadList<Item> {
    const end = { ...this.#end, nextCursor };
    return { ...end, items: this.items, complete: mayBeComplete && isComplete(end) };
  }
}

/** The items of a property carry the property's id, so they have no name of their own. */
function nameOf(item: object): string | undefined {
  const { id, object }: { id?: unknown; object?: unknown } = item;
  return typeof id === 'string' && object !== 'property_item' ? id : undefined;
}
