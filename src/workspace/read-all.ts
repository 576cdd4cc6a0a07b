import { type LookupBudget, textSizeOf } from './lookup-budget.js';

/** A list as far as it was read. */
interface ReadList<Item> {
  readonly items: Item[];
  /** Whether these are all; false when the allowance of requests or of text ended before the list. */
  readonly complete: boolean;
}

/** Reads a list of Notion's to its end, page by page, as far as the allowance reaches. */
export async function readAll<Item>(
  lookups: LookupBudget,
  readPage: (
    cursor: string | undefined,
  ) => Promise<{ items: readonly Item[]; nextCursor: string | undefined }>,
): Promise<ReadList<Item>> {
  const items: Item[] = [];
  let cursor: string | undefined;
  do {
    if (!lookups.take()) {
      return { items, complete: false };
    }
    const page = await readPage(cursor);
    const size = textSizeOf(page.items);
    if (lookups.takeText(size) < size) {
      return { items, complete: false };
    }
    items.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  return { items, complete: true };
}
