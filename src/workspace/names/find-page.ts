import type { PageObjectResponse } from '@notionhq/client';
import { InputError, isNotFound } from '../../errors.js';
import { retrieveDatabase, retrieveDataSource } from '../../notion/endpoints/databases.js';
import { retrievePage } from '../../notion/endpoints/pages.js';
import { requireReference } from '../../notion/reference.js';
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
    if (isNotFound(error) && (await isDatabase(session, reference.id))) {
      throw databaseGiven(text, reference.id);
    }
    throw error;
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

async function isDatabase(session: NotionSession, id: string): Promise<boolean> {
  for (const read of [retrieveDatabase, retrieveDataSource]) {
    try {
      await read(session, id);
      return true;
    } catch (error) {
      if (!isNotFound(error)) {
        throw error;
      }
    }
  }
  return false;
}
