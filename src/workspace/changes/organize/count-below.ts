import { ToolError } from '../../../errors.js';
import { listBlockChildren, type Block } from '../../../notion/endpoints/blocks.js';
import type { NotionSession } from '../../../notion/session.js';
import { textField } from '../../../text/json.js';
import { counted, say, Words } from '../../../text/words.js';
import type { LookupBudget } from '../../lookup-budget.js';

/** What lies below a page, and goes where it goes. Rows of the databases are not counted. */
interface Below {
  readonly pages: number;
  readonly databases: number;
  /** False if not all was looked into: there may be more. */
  readonly isWhole: boolean;
}

/** Counts by width first, so that a limit cuts the depths and not the page's own children. */
export async function countBelow(
  session: NotionSession,
  pageId: string,
  lookups: LookupBudget,
): Promise<Below> {
  const open: { readonly id: string; readonly cursor?: string }[] = [{ id: pageId }];
  let pages = 0;
  let databases = 0;
  let isWhole = true;
  for (let next = open.shift(); next !== undefined; next = open.shift()) {
    const list = lookups.take() ? await readList(session, next) : undefined;
    if (list === undefined) {
      return { pages, databases, isWhole: false };
    }
    isWhole &&= list.gap === undefined && list.unreadable === 0;
    for (const block of list.items) {
      const type = textField(block, 'type');
      pages += type === 'child_page' ? 1 : 0;
      databases += type === 'child_database' ? 1 : 0;
      if (type !== 'child_database' && holdsBlocks(block)) {
        open.push({ id: block.id });
      }
    }
    if (list.nextCursor !== undefined) {
      open.unshift({ id: next.id, cursor: list.nextCursor });
    }
  }
  return { pages, databases, isWhole };
}

async function readList(
  session: NotionSession,
  { id, cursor }: { readonly id: string; readonly cursor?: string },
): Promise<Awaited<ReturnType<typeof listBlockChildren>> | undefined> {
  try {
    return await listBlockChildren(session, id, cursor);
  } catch (error) {
    if (error instanceof ToolError) {
      return undefined;
    }
    throw error;
  }
}

/** A page in a page says that it has children whenever it has text. */
function holdsBlocks(block: Block): boolean {
  return 'has_children' in block && block.has_children;
}

export function isEmptyBelow({ pages, databases, isWhole }: Below): boolean {
  return pages + databases === 0 && isWhole;
}

/** `at least 3 pages and 1 database with its rows`; empty for nothing. */
export function belowWords({ pages, databases, isWhole }: Below): Words {
  const parts = [
    ...(pages > 0 ? [countedPages(pages)] : []),
    ...(databases > 0
      ? [databases === 1 ? say`1 database with its rows` : say`${databases} databases with their rows`]
      : []),
  ];
  const sum = Words.join(parts, ' and ');
  if (isWhole) {
    return sum;
  }
  return sum.isEmpty ? say`what could not be counted` : say`at least ${sum}`;
}

/** `3 pages`. */
export function countedPages(count: number): Words {
  return counted(count, 'page');
}
