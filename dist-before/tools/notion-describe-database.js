import * as z from 'zod';
import { renderAnswer } from '../src/content/answer/answer.js';
import { pluralize } from '../src/content/answer/pluralize.js';
import { fitSchema } from '../src/content/properties/fit-schema.js';
import { plainText } from '../src/content/rich-text/rich-text.js';
import { referencesInSchema } from '../src/content/properties/schema-text.js';
import { shortUrl } from '../src/content/notion-id.js';
import { titleText } from '../src/content/print/title-text.js';
import { stateSentence } from '../src/notion/object-state.js';
import { findColumns, findProperty } from '../src/notion/query/columns/find-property.js';
import { databaseParameter, defineTool, MAX_LIST_ITEMS, MAX_NAME_CHARACTERS, readOnly } from '../src/tool.js';
import { LookupBudget } from '../src/workspace/lookup-budget.js';
import { nameOfDataSource } from '../src/workspace/names/database-names.js';
import { summaryOfDataSource } from '../src/workspace/names/titles.js';
import { dataSourceReference } from '../src/workspace/names/find-database.js';
import { lookUpNames, unnamedNote } from '../src/workspace/names/look-up-names.js';
import { pagePath } from '../src/workspace/names/page-path.js';
import { MAX_VIEW_REQUESTS, viewsLine } from '../src/workspace/databases/list-views.js';
import { planRowQuery } from '../src/workspace/databases/plan-row-query.js';
/** Characters of all columns; some 5,000 tokens. */
const MAX_COLUMNS_CHARACTERS = 20_000;
export default defineTool({
    name: 'notion_describe_database',
    title: 'Describe a Notion database',
    description: 'Columns of a database with type, options, status groups and related databases by name, and its views: what you need for where, sort, columns, count_by and view of notion_query_database.',
    input: z.object({
        database: databaseParameter,
        columns: z
            .array(z.string().max(MAX_NAME_CHARACTERS))
            .max(MAX_LIST_ITEMS)
            .optional()
            .describe('Only these, with all options'),
    }),
    annotations: readOnly,
    async run({ database, columns }, { notion, boundary, extraRequests }) {
        const question = { database, where: [], match: 'all', sort: [] };
        const { source, extra: chosen } = await planRowQuery(notion, question, (schema) => columns?.flatMap((name, index) => findColumns(schema, name, `columns[${index}]`, findProperty)));
        const all = Object.values(source.properties);
        const properties = chosen ?? all;
        const lookups = new LookupBudget(extraRequests);
        const [names, path, views] = await Promise.all([
            lookUpNames(notion, { dataSources: referencesInSchema(properties) }, lookups),
            pagePath(notion, summaryOfDataSource(source).parent, lookups),
            chosen === undefined ? viewsLine(notion, source, lookups.slice(MAX_VIEW_REQUESTS)) : '',
        ]);
        const description = plainText(source.description);
        const schema = fitSchema(all, names, MAX_COLUMNS_CHARACTERS, chosen);
        const count = `${chosen === undefined ? '' : `${chosen.length} of `}${pluralize(all.length, 'column')}`;
        return renderAnswer({
            summary: `${count}${schema.leftOut > 0 ? `, the first ${properties.length - schema.leftOut} shown` : ''}. Pass ${dataSourceReference(source.id)} or its name to notion_query_database.${stateSentence(source)}`,
            content: [
                titleText(nameOfDataSource(notion, source)),
                shortUrl(source.url),
                ...(path === '' ? [] : [`in ${path}`]),
                ...(description === '' ? [] : [titleText(description)]),
                ...(views === '' ? [] : [views]),
                '',
                schema.text,
            ].join('\n'),
            notes: [
                fitNote(schema, chosen === undefined),
                unnamedNote(names.unnamed, 'related database', 'related databases'),
            ],
        }, boundary);
    },
});
function fitNote({ isShortened, leftOut }, isWhole) {
    const what = [
        isShortened ? 'options and formulas are shortened' : '',
        leftOut > 0 ? `${pluralize(leftOut, 'last column')} left out` : '',
    ].filter((part) => part !== '');
    const more = isWhole ? 'name columns to see them in full' : 'name fewer columns to see more';
    return what.length === 0 ? '' : `Size limit: ${what.join(', ')}; ${more}.`;
}
