import type { DataSourceObjectResponse, PageObjectResponse } from '@notionhq/client';
import { InputError } from '../../../errors.js';
import { stateOf } from '../../../notion/object-state.js';
import { referenceOrTitle } from '../../../notion/reference.js';
import { say } from '../../../text/words.js';
import type { NotionSession } from '../../../notion/session.js';
import { findDataSource, SeveralSourcesError } from '../../names/find-database.js';
import { findTargetToChange, readCurrentTarget } from '../../names/find-page.js';
import { readAuthors } from '../authors.js';

/** Where pages go: rows into a database, other pages below a page. */
export type Parent =
  | { readonly kind: 'database'; readonly source: DataSourceObjectResponse }
  | { readonly kind: 'page'; readonly page: PageObjectResponse };

/** New pages can be private to a person as well, at the top of the workspace. */
export type NewPlace = Parent | { readonly kind: 'private' };

/** What stands for the top of the workspace. */
const PRIVATE_WORDS: ReadonlySet<string> = new Set(['private', 'workspace']);

/** Finds where new pages go; without a text they are private. */
export async function findPlace(session: NotionSession, text: string | undefined): Promise<NewPlace> {
  return text === undefined || PRIVATE_WORDS.has(text.trim().toLowerCase())
    ? privatePlace(session)
    : findParent(session, text);
}

/** Finds the database or page that an argument means; a name is a database's first. Refuses what is in the trash. */
export async function findParent(session: NotionSession, text: string): Promise<Parent> {
  const isReference = referenceOrTitle(text, 'parent', say`parent`) !== undefined;
  const looks = isReference ? [findPage, findDatabase] : [findDatabase, findPage];
  let first: unknown;
  for (const look of looks) {
    try {
      return inUse(await look(session, text));
    } catch (error) {
      if (
        error instanceof SeveralSourcesError ||
        !(error instanceof InputError) ||
        error.argument === 'parent'
      ) {
        throw error instanceof SeveralSourcesError
          ? new InputError('parent', error.wording.problem, say`Pass one of them as parent.`)
          : error;
      }
      first ??= error;
    }
  }
  if (isReference) {
    throw first;
  }
  throw new InputError(
    'parent',
    say`No database and no page with this title is shared with the connection, or several pages have it.`,
    say`Pass the URL or id; notion_search finds it.`,
  );
}

/** Notion makes private pages for a person only: the one that the connection acts for. */
async function privatePlace(session: NotionSession): Promise<NewPlace> {
  const { bot, person } = await readAuthors(session);
  if (bot !== undefined && person === undefined) {
    throw new InputError(
      'parent',
      say`This connection belongs to the workspace and acts for no person, so Notion makes no private pages through it.`,
      say`Pass a database or page as parent. Private pages take a connection that a person has authorized, or their personal access token.`,
    );
  }
  return { kind: 'private' };
}

async function findDatabase(session: NotionSession, text: string): Promise<Parent> {
  return { kind: 'database', source: await findDataSource(session, text) };
}

async function findPage(session: NotionSession, text: string): Promise<Parent> {
  const target = await findTargetToChange(session, text);
  const { page } = await readCurrentTarget(session, target, text);
  return { kind: 'page', page };
}

/** Notion accepts a new page below one in the trash, and refuses every later change to it. */
function inUse(parent: Parent): Parent {
  if (stateOf(parent.kind === 'page' ? parent.page : parent.source) !== undefined) {
    throw new InputError(
      'parent',
      say`The parent is in the trash or archived.`,
      parent.kind === 'page'
        ? say`Restore it with notion_organize_pages first, or pass another parent.`
        : say`Restore it in Notion first, or pass another parent.`,
    );
  }
  return parent;
}
