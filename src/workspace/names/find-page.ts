import type { PageObjectResponse } from '@notionhq/client';
import { InputError, isNotFound } from '../../errors.js';
import { retrieveDatabase, retrieveDataSource } from '../../notion/endpoints/databases.js';
import { retrievePage } from '../../notion/endpoints/pages.js';
import { referenceOrTitle } from '../../notion/reference.js';
import type { NotionSession } from '../../notion/session.js';
import { say, Words } from '../../text/words.js';
import { databaseGiven, findPageByTitle } from './find-page-by-title.js';
import { isLinkedView } from './linked-view.js';
import { pageOfBlock } from './page-of-block.js';

/** What a page argument refers to, before its page is read. */
interface PageTarget {
  /** Dashed; a page's unless a block was given by its id alone. */
  readonly id: string;
  /** The block that the page is to be opened at. */
  readonly blockId: string | undefined;
}

/** The same with the page. */
interface FoundPage {
  readonly page: PageObjectResponse;
  readonly blockId: string | undefined;
}

/** Reads a page argument: without a request where it holds an id, and else by one search for the exact title. */
export async function findPageTarget(session: NotionSession, text: string): Promise<PageTarget> {
  const reference = referenceOrTitle(text, 'page', say`page`);
  if (reference === undefined) {
    return { id: await findPageByTitle(session, text), blockId: undefined };
  }
  if (reference.kind === 'data_source') {
    throw databaseGiven(text, reference.id);
  }
  if (reference.kind !== undefined) {
    throw new InputError(
      'page',
      say`This names a ${Words.term(reference.kind)}, not a page.`,
      say`Pass the page's URL, id or exact title.`,
    );
  }
  return reference;
}

/** Reads the page that an argument refers to, or the page that holds the block. */
export async function readTargetPage(
  session: NotionSession,
  { id, blockId }: PageTarget,
  text: string,
): Promise<FoundPage> {
  try {
    return { page: await readPage(session, id, text), blockId };
  } catch (error) {
    const holder = isNotFound(error) ? await pageOfBlock(session, id) : undefined;
    if (holder === undefined) {
      throw error;
    }
    return { page: await retrievePage(session, holder), blockId: id };
  }
}

/** Reads the page with this id. For a database the error names the tool to use, because their URLs look alike. */
export async function readPage(
  session: NotionSession,
  id: string,
  text: string,
): Promise<PageObjectResponse> {
  try {
    return await retrievePage(session, id);
  } catch (error) {
    const kind = isNotFound(error) ? await databaseKind(session, id) : undefined;
    if (kind === 'linked view') {
      throw linkedViewGiven(text, id);
    }
    throw kind === 'database' ? databaseGiven(text, id) : error;
  }
}

function linkedViewGiven(text: string, id: string): InputError {
  return new InputError(
    'page',
    say`This is a linked view of another database, not a page.`,
    say`For the rows that it shows call notion_query_database ${Words.argument('database', text, id)}.`,
  );
}

async function databaseKind(
  session: NotionSession,
  id: string,
): Promise<'database' | 'linked view' | undefined> {
  const misses: unknown[] = [];
  for (const read of [retrieveDatabase, retrieveDataSource]) {
    try {
      await read(session, id);
      return 'database';
    } catch (error) {
      if (!isNotFound(error)) {
        throw error;
      }
      misses.push(error);
    }
  }
  return isLinkedView(session, misses[0], misses[1]) ? 'linked view' : undefined;
}
