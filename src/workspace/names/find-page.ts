import type { PageObjectResponse } from '@notionhq/client';
import { InputError, isNotFound } from '../../errors.js';
import { retrieveDatabase, retrieveDataSource } from '../../notion/endpoints/databases.js';
import { retrievePage } from '../../notion/endpoints/pages.js';
import { requireReference } from '../../notion/reference.js';
import { isLinkedView, LinkedViewError } from './linked-view.js';
import type { NotionSession } from '../../notion/session.js';
import { say, Words } from '../../text/words.js';

/**
 * Reads the page that an argument refers to. For a database the error names the tool to use,
 * because their URLs look alike.
 */
export async function findPage(session: NotionSession, text: string): Promise<PageObjectResponse> {
  const reference = requireReference(text, 'page', 'page');
  if (reference.kind === 'data_source') {
    throw databaseGiven(text, reference.id);
  }
  if (reference.kind !== undefined) {
    throw new InputError(
      'page',
      say`This names a ${Words.term(reference.kind)}, not a page.`,
      say`Pass the page's URL or id.`,
    );
  }
  try {
    return await retrievePage(session, reference.id);
  } catch (error) {
    const kind = isNotFound(error) ? await databaseKind(session, reference.id) : undefined;
    if (kind === 'linked view') {
      throw new LinkedViewError('page', reference.id, { cause: error });
    }
    throw kind === 'database' ? databaseGiven(text, reference.id) : error;
  }
}

function databaseGiven(text: string, id: string): InputError {
  const database = Words.argument('database', text, id);
  return new InputError(
    'page',
    say`This is a database, not a page.`,
    say`For its columns call notion_describe_database ${database}, for its rows notion_query_database ${database}.`,
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
