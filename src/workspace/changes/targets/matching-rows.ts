import { InputError } from '../../../errors.js';
import { queryDataSource } from '../../../notion/endpoints/databases.js';
import { stateOf } from '../../../notion/object-state.js';
import type { WhereItem } from '../../../notion/query/conditions/planned-condition.js';
import type { Calendar } from '../../../notion/query/dates/calendar-days.js';
import type { NotionSession } from '../../../notion/session.js';
import { say, type Words } from '../../../text/words.js';
import { planRowQuery } from '../../databases/plan-row-query.js';
import { nameOfDataSource } from '../../names/database-names.js';
import { columnsOf, type ChangedPage } from '../pages/page-schema.js';

/** Which rows of a database are meant. */
interface RowChoice {
  readonly database: string;
  readonly where: readonly WhereItem[];
  readonly match: 'all' | 'any';
  /** By which words for days are read; they are refused without one. */
  readonly calendar: Calendar | undefined;
}

/** Rows that are to be changed, as they are now. */
export interface MatchingRows {
  /** What people call their database. */
  readonly name: string;
  readonly rows: readonly ChangedPage[];
  /** More rows match than one call changes. */
  readonly isMore: boolean;
  /** How conditions were read that could be read otherwise. */
  readonly readAs: readonly Words[];
}

/** Finds the rows that fit the conditions, at most `limit` of them. */
export async function findMatchingRows(
  session: NotionSession,
  choice: RowChoice,
  limit: number,
): Promise<MatchingRows> {
  const { source, filter, readAs } = await planRowQuery(session, { ...choice, sort: [] }, () => undefined);
  if (stateOf(source) !== undefined) {
    throw new InputError(
      'database',
      say`The database is in the trash, where Notion changes nothing.`,
      say`Restore it in Notion first.`,
    );
  }
  const found = await queryDataSource(session, source.id, { filter, pageSize: limit });
  const schema = columnsOf(source);
  return {
    name: nameOfDataSource(session, source),
    rows: found.items.slice(0, limit).map((page) => ({ page, schema })),
    readAs,
    isMore: found.items.length > limit || found.nextCursor !== undefined || found.gap !== undefined,
  };
}
