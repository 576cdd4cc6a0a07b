import { renderAnswer } from '../../content/answer/answer.js';
import { pluralize } from '../../content/answer/pluralize.js';
import { renderTable } from '../../content/answer/table.js';
import { hostedRows } from '../../content/hosted/hosted-rows.js';
import { UnexpectedResponseError } from '../../errors.js';
import { listNames, say } from '../../text/words.js';
/** Characters of the table; some 6,000 tokens. */
const MAX_TABLE_CHARACTERS = 20_000;
/** Runs a query at the hosted server and answers with its rows as a table. Rejects with a `ToolError`. */
export async function hostedTable(hosted, query, { boundary, notes = [] }) {
    const { text } = await hosted.call('query-data-sources', { data: query });
    const found = hostedRows(text);
    if (found === undefined) {
        throw new UnexpectedResponseError(say `Notion's hosted server answered the query in an unknown form.`, say `Ask for other columns or fewer rows.`);
    }
    const table = renderTable(found.columns, found.rows, { characters: MAX_TABLE_CHARACTERS });
    const isWhole = !found.hasMore && table.rows === found.rows.length;
    return renderAnswer({
        summary: `${pluralize(table.rows, 'row')} through Notion's hosted server; ${isWhole ? 'these are all' : 'there are more, and it has no next page: narrow the query'}.`,
        content: table.rows === 0 ? '' : table.text,
        notes: [
            table.droppedColumns.length === 0
                ? ''
                : `Columns left out (size limit): ${String(listNames(table.droppedColumns))}.`,
            table.cutCells === 0 ? '' : `Cut: ${pluralize(table.cutCells, 'long cell')}.`,
            ...notes,
        ],
    }, boundary);
}
