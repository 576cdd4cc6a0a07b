import { InputError } from '../../../errors.js';
import type { NotionSession } from '../../../notion/session.js';
import type { JsonRecord } from '../../../text/json.js';
import { say } from '../../../text/words.js';
import type { LookupBudget } from '../../lookup-budget.js';
import type { DatabaseEdit, NothingToEdit } from './database-edit.js';
import { planDatabaseEdit } from './plan-database-edit.js';
import { planNewDatabase } from './plan-new-database.js';

/** What a call wants of a database that is there, or of one that is to be made. */
interface AskedEdit {
  readonly database?: string | undefined;
  readonly create_in?: string | undefined;
  readonly title?: string | undefined;
  readonly add?: JsonRecord | undefined;
  readonly rename?: Readonly<Record<string, string>> | undefined;
  readonly add_options?: JsonRecord | undefined;
  readonly change?: JsonRecord | undefined;
  readonly views?: JsonRecord | undefined;
  readonly remove?: readonly string[] | undefined;
}

/** Checks the whole call. Nothing of it is sent. */
export async function planEdit(
  session: NotionSession,
  asked: AskedEdit,
  lookups: LookupBudget,
  now: Date,
): Promise<DatabaseEdit | NothingToEdit> {
  const { database, create_in: parent, title, add = {}, rename = {}, change = {}, views = {} } = asked;
  const { add_options: addOptions = {}, remove = [] } = asked;
  if ((database === undefined) === (parent === undefined)) {
    throw new InputError(
      'database',
      say`One of database and create_in is needed.`,
      say`Pass database to change one, or create_in with the page for a new one.`,
    );
  }
  if (database !== undefined) {
    const given = { database, title, add, rename, addOptions, change, remove, views };
    return planDatabaseEdit(session, given, lookups, now);
  }
  if ([rename, addOptions, change, views, remove].some((given) => Object.keys(given).length > 0)) {
    throw new InputError(
      'create_in',
      say`A new database has nothing to rename, change or remove; Notion gives it a view of its own.`,
      say`Pass title and add only; views in a call of their own, once it is there.`,
    );
  }
  return planNewDatabase(session, { parent: parent ?? '', title, add }, lookups, now);
}
