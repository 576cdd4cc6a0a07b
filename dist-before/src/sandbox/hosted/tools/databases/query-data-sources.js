import * as z from 'zod';
import { compileFilter } from '../../../query/filter.js';
import { compileSorts } from '../../../query/sorts.js';
import { requireFeature } from '../plan.js';
import { flatProperties } from '../shown/flat-properties.js';
import { requestedObject, requestedSource } from '../shown/requested.js';
import { hostedTool, ToolFailure } from '../tool.js';
import { runSql } from './sql.js';
import { rowsOf } from './table.js';
const DEFAULT_LIMIT = 50;
const MAX_LIMIT = 100;
const data = z.object({
    mode: z.enum(['rows', 'sql', 'view']).optional().describe('sql if not given.'),
    data_source_url: z.string().optional(),
    data_source_urls: z.array(z.string()).max(10).optional(),
    query: z.string().optional().describe('One SELECT over the tables that fetch shows.'),
    params: z.array(z.union([z.string(), z.number(), z.null()])).optional(),
    filter: z.record(z.string(), z.unknown()).optional(),
    sort: z.array(z.record(z.string(), z.unknown())).optional(),
    limit: z.number().int().min(1).max(MAX_LIMIT).optional(),
    view_url: z.string().optional(),
});
/** `notion-query-data-sources`. There is no cursor: what the limit cuts off is said, not given. */
export const queryDataSources = hostedTool({
    name: 'query-data-sources',
    title: 'Query data sources',
    description: 'Queries databases: mode "sql" runs one SELECT over the tables of their data sources, "rows" filters and sorts one data source, "view" gives the rows of a saved view. Fetch the database first for its columns.',
    effect: 'read',
    lists: 'august',
    input: z.object({ data }),
    run: (input, context) => {
        switch (input.data.mode ?? 'sql') {
            case 'sql':
                return answerSql(input.data, context);
            case 'rows':
                return answerRows(input.data, context);
            case 'view':
                return answerView(input.data, context);
        }
    },
});
/** `notion-query-multiple-data-sources`: the older name for SQL, which is listed no more. */
export const queryMultipleDataSources = hostedTool({
    name: 'query-multiple-data-sources',
    title: 'Query multiple data sources',
    description: 'Runs one SELECT over the tables of several data sources.',
    effect: 'read',
    lists: 'unlisted',
    input: data.pick({ query: true, params: true, data_source_urls: true, mode: true }),
    run: answerSql,
});
async function answerSql(query, context) {
    requireFeature(context, 'sql');
    const urls = query.data_source_urls ?? [query.data_source_url ?? ''];
    const sources = urls.map((url) => requestedSource(context.workspace, url));
    const rows = await runSql(context.workspace, sources, query.query ?? '', query.params ?? []);
    return limited(rows, query.limit);
}
function answerRows(query, context) {
    const source = requestedSource(context.workspace, query.data_source_url ?? '');
    return rowsFor(context, source, query.filter, query.sort, query.limit);
}
function answerView(query, context) {
    const found = requestedObject(context.workspace, query.view_url ?? '');
    const source = found.kind === 'view' ? context.workspace.dataSources.get(found.record.dataSourceId ?? '') : undefined;
    if (found.kind !== 'view' || source === undefined) {
        throw new ToolFailure(`${query.view_url ?? 'view_url'} is not a view of a data source.`);
    }
    const { filter, sorts } = found.record;
    return rowsFor(context, source, filter ?? undefined, sorts ?? undefined, query.limit);
}
function rowsFor({ workspace, connection }, source, filter, sorts, limit) {
    const fits = compileFilter(filter, { workspace, connection, source });
    const rows = rowsOf(workspace, source)
        .filter(fits)
        .toSorted(compileSorts(sorts, workspace, source))
        .map((row) => flatProperties(workspace, row));
    return limited(rows, limit);
}
function limited(rows, limit = DEFAULT_LIMIT) {
    return { results: rows.slice(0, limit), has_more: rows.length > limit };
}
