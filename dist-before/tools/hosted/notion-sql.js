import * as z from 'zod';
import { requireHosted } from '../../src/notion/hosted-session.js';
import { defineTool, looseValue, readOnly } from '../../src/tool.js';
/** Data sources that one query may join. */
const MAX_SOURCES = 10;
/** Characters of a query. */
const MAX_QUERY_CHARACTERS = 8000;
export default defineTool({
    name: 'notion_sql',
    title: 'Query Notion databases with SQL',
    description: 'One SELECT (SQLite) over up to ten data sources, joins included. Tables are called by their address: SELECT * FROM "collection://<data source id>". ' +
        'Columns are as in notion_describe_database; dates are "date:Due:start", checkboxes __YES__ and __NO__. ' +
        "Goes through Notion's hosted server. For simple questions use notion_query_database.",
    input: z.object({
        query: z.string().trim().min(1).max(MAX_QUERY_CHARACTERS).describe('One SELECT, with ? for params'),
        data_sources: z
            .array(z.string().trim().min(1).max(2000))
            .min(1)
            .max(MAX_SOURCES)
            .describe('collection:// addresses or ids of the data sources it reads'),
        params: z.array(looseValue).max(50).optional().describe('Values for ?, in order'),
    }),
    annotations: readOnly,
    async run({ query, data_sources: sources, params }, { hosted, boundary }) {
        const session = requireHosted(hosted);
        // Loaded where it is asked for: other calls must not pay for it.
        const { runSql } = await import('../../src/workspace/hosted/run-sql.js');
        return runSql(session, { query, sources, params }, boundary);
    },
});
