import { InputError } from '../../errors.js';
import { parseReference } from '../../notion/reference.js';
import { say } from '../../text/words.js';
import { hostedTable } from './hosted-table.js';
/** Runs one SELECT. Anything else is refused here already, although the hosted server's tool only reads. */
export function runSql(hosted, { query, sources, params }, boundary) {
    if (!/^(?:select|with)\s/i.test(query)) {
        throw new InputError('query', say `This is no SELECT.`, say `Pass one SELECT, such as SELECT * FROM "collection://…".`);
    }
    const urls = sources.map((source, at) => {
        const reference = parseReference(source);
        if (reference === undefined || (reference.kind !== undefined && reference.kind !== 'data_source')) {
            throw new InputError(`data_sources[${at}]`, say `This is no data source.`, say `Pass the collection:// address that notion_describe_database gives.`);
        }
        return `collection://${reference.id}`;
    });
    return hostedTable(hosted, { mode: 'sql', data_source_urls: urls, query, ...(params === undefined ? {} : { params }) }, { boundary, notes: ['SQL shows mentions and links as plain text, without where they lead.'] });
}
