import type { DataSourceObjectResponse } from '@notionhq/client';
import { counted } from '../content/counted.js';
import { describeSchema, referencesInSchema } from '../content/schema-text.js';
import { shortUrl } from '../content/short-url.js';
import { titleText } from '../content/title-text.js';
import { queryDataSource } from '../notion/databases.js';
import { undashed } from '../notion/reference.js';
import type { NotionSession } from '../notion/session.js';
import type { RequestAllowance } from './allowance.js';
import { cardOfDataSource, rememberCard } from './cards.js';
import { lookUpNames, unnamedNote } from './names.js';
import type { WholeText } from './whole-page.js';

/** A database's columns and the titles and ids of its first rows. */
export async function readWholeDatabase(
  session: NotionSession,
  source: DataSourceObjectResponse,
  allowance: RequestAllowance,
): Promise<WholeText> {
  const properties = Object.values(source.properties);
  const [names, page] = await Promise.all([
    lookUpNames(session, { dataSources: referencesInSchema(properties) }, allowance),
    queryDataSource(session, source.id, { propertyIds: ['title'] }),
  ]);
  const rows = page.rows.map(
    (row) => `- ${titleText(rememberCard(session, row).title)} (${undashed(row.id)})`,
  );
  const { title } = cardOfDataSource(source);
  return {
    summary: `${counted(properties.length, 'column')} and ${page.nextCursor === undefined ? `all ${rows.length}` : `the first ${rows.length}`} rows of a database, by title and id.`,
    content: [
      `${titleText(title)} ${shortUrl(source.url)}`,
      describeSchema(properties, names),
      ['Rows:', ...rows].join('\n'),
    ].join('\n\n'),
    complete: page.nextCursor === undefined,
    notes: [
      page.nextCursor === undefined
        ? ''
        : 'There are more rows; notion_query_database, of the toolset read, gives them all.',
      'A row is a page: its id gives its values and text.',
      unnamedNote(names.unnamed, 'related database', 'related databases'),
    ],
  };
}
