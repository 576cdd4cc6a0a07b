import * as z from 'zod';
import { dataSourcesIn } from '../../content/hosted/hosted-rows.js';
import { InputError } from '../../errors.js';
import { parseReference } from '../../notion/reference.js';
import { listTerms, say } from '../../text/words.js';
import { hostedTable } from './hosted-table.js';
const wantedSchema = z.object({ database: z.string(), limit: z.number() }).loose();
/** What of the tool's arguments the hosted server's rows cannot do, or in another grammar only. */
const REST_ONLY = ['where', 'view', 'sort', 'columns', 'count_by', 'calculate', 'cursor'];
/** `notion_query_database` through the hosted server alone: the rows of a data source, without conditions. */
export async function queryAlone(input, { hosted, boundary }) {
    const { database, limit, ...others } = wantedSchema.parse(input);
    const refused = REST_ONLY.filter((name) => others[name] !== undefined);
    if (refused.length > 0) {
        throw new InputError(refused[0] ?? 'where', say `This workspace is connected through Notion's hosted server alone, which does not know ${listTerms(refused)}.`, say `Omit them, or use notion_sql, which has conditions, order and figures.`);
    }
    const source = await sourceOf(hosted, database);
    return hostedTable(hosted, { mode: 'rows', data_source_url: source, data_source_urls: [source], limit }, { boundary, notes: ['Rows are not counted in all: the hosted server does not say how many there are.'] });
}
async function sourceOf(hosted, database) {
    const reference = parseReference(database);
    if (reference === undefined) {
        throw new InputError('database', say `Through Notion's hosted server alone, databases are found by address or id only.`, say `Call notion_search with the name, and pass the address that it gives.`);
    }
    if (reference.kind === 'data_source') {
        return `collection://${reference.id}`;
    }
    const { text } = await hosted.call('fetch', { id: reference.id });
    const sources = dataSourcesIn(text);
    const [only, ...others] = sources;
    if (only === undefined) {
        throw new InputError('database', say `This is no database.`, say `Call notion_read_page with it.`);
    }
    if (others.length > 0) {
        throw new InputError('database', say `This database has several data sources.`, say `Pass one of ${listTerms(sources)}.`);
    }
    return only;
}
