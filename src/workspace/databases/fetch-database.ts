import type { DataSourceObjectResponse } from '@notionhq/client';
import * as z from 'zod';
import { counted } from '../../content/answer/pluralize.js';
import { fitSchema } from '../../content/properties/fit-schema.js';
import { referencesInSchema } from '../../content/properties/schema-text.js';
import { shortUrl } from '../../content/notion-id.js';
import { titleText } from '../../content/print/title-text.js';
import { queryDataSource } from '../../notion/endpoints/databases.js';
import { undashed } from '../../notion/reference.js';
import type { NotionSession } from '../../notion/session.js';
import type { RequestAllowance } from '../lookup-budget.js';
import { cardOfDataSource, rememberCard } from '../names/titles.js';
import { lookUpNames, unnamedNote } from '../names/look-up-names.js';
import type { WholeText } from '../fetched-text.js';

/** Notion's cursor for the next rows. */
export const rowsPlace = z.object({ rows: z.string().max(2000) });

type RowsPlace = z.infer<typeof rowsPlace>;

/** A database's columns, and the titles and ids of its rows a hundred at a time. */
export async function readWholeDatabase(
  session: NotionSession,
  source: DataSourceObjectResponse,
  from: RowsPlace | undefined,
  room: number,
  allowance: RequestAllowance,
): Promise<WholeText<RowsPlace>> {
  const properties = Object.values(source.properties);
  const isStart = from === undefined;
  const [names, page] = await Promise.all([
    lookUpNames(session, { dataSources: isStart ? referencesInSchema(properties) : [] }, allowance),
    queryDataSource(session, source.id, { propertyIds: ['title'], cursor: from?.rows }),
  ]);
  const rows = page.rows.map(
    (row) => `- ${titleText(rememberCard(session, row).title)} (${undashed(row.id)})`,
  );
  const count = counted(rows.length, isStart ? 'row' : 'further row');
  const more = page.nextCursor === undefined ? 'that is all' : 'there are more';
  const heading = `${titleText(cardOfDataSource(source).title)} ${shortUrl(source.url)}`;
  const list = ['Rows:', ...rows].join('\n');
  const columns = fitSchema(properties, names, room - heading.length - list.length);
  return {
    summary: `${isStart ? `${counted(properties.length, 'column')} and ` : ''}${count} of a database, by title and id; ${more}.`,
    content: [heading, ...(isStart ? [columns.text] : []), list].join('\n\n'),
    complete: isStart && page.nextCursor === undefined,
    notes: [
      page.stoppedAtLimit ? 'Notion returns at most 10,000 rows per query, and there are more.' : '',
      'A row is a page: its id gives its values and text.',
      isStart && columns.isShortened ? 'Columns are shortened (size limit).' : '',
      unnamedNote(names.unnamed, 'related database', 'related databases'),
    ],
    next: page.nextCursor === undefined ? undefined : { rows: page.nextCursor },
  };
}
