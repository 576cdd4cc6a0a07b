import { z } from 'zod';
import { renderAnswer } from '../src/content/answer.js';
import { counted } from '../src/content/counted.js';
import { plainText } from '../src/content/rich-text.js';
import { describeSchema, referencesInSchema } from '../src/content/schema-text.js';
import { shortUrl } from '../src/content/short-url.js';
import { pathText, titleText } from '../src/content/title-text.js';
import { databaseParameter, defineTool, readOnly } from '../src/tool.js';
import { RequestAllowance } from '../src/workspace/allowance.js';
import { cardOfDataSource } from '../src/workspace/cards.js';
import { dataSourceReference, findDataSource } from '../src/workspace/find-database.js';
import { lookUpNames, unnamedNote } from '../src/workspace/names.js';
import { pathTo } from '../src/workspace/path.js';

/** Requests spent on the path and on the names of related databases. */
const NAME_REQUESTS = 12;

export default defineTool({
  name: 'notion_describe_database',
  title: 'Describe a Notion database',
  description:
    'Columns of a database with type, options, status groups and related databases by name: what one needs to write the where, sort, columns and count_by of notion_query_database.',
  input: z.object({ database: databaseParameter }),
  annotations: readOnly,

  async run({ database }, { notion, boundary }) {
    const source = await findDataSource(notion, database);
    const properties = Object.values(source.properties);
    const allowance = new RequestAllowance(NAME_REQUESTS);
    const [names, path] = await Promise.all([
      lookUpNames(notion, { dataSources: referencesInSchema(properties) }, allowance),
      pathTo(notion, cardOfDataSource(source).parent, allowance),
    ]);
    const description = plainText(source.description);
    const reference = dataSourceReference(source.id);
    return renderAnswer(
      {
        summary: `${counted(properties.length, 'column')}. Call it ${reference} or by name in notion_query_database.`,
        content: [
          titleText(cardOfDataSource(source).title),
          shortUrl(source.url),
          ...(path.length === 0 ? [] : [`in ${pathText(path)}`]),
          ...(description === '' ? [] : [titleText(description)]),
          '',
          describeSchema(properties, names),
        ].join('\n'),
        notes: [unnamedNote(names.unnamed, 'related database', 'related databases')],
      },
      boundary,
    );
  },
});
