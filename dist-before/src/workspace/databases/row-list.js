import * as z from 'zod';
import { pluralize } from '../../content/answer/pluralize.js';
import { queryDataSource } from '../../notion/endpoints/databases.js';
import { MAX_SPARES } from '../../notion/query/columns/columns.js';
import { isTimeColumn } from '../../notion/query/columns/row-times.js';
import { listNames } from '../../text/words.js';
import { endNotes, isComplete } from '../list-end.js';
import { partialNotes } from '../properties/complete-properties.js';
import { relationsToWatch } from '../properties/complete-rollups.js';
import { unnamedNote } from '../names/look-up-names.js';
import { nextBatch } from '../read-all.js';
import { DatabasesInside, mayHoldDatabases } from './databases-inside.js';
import { tableOfRows } from './row-table.js';
import { summariseRows } from './row-summary.js';
import { ROWS } from './row-words.js';
import { fillColumns, planColumns } from './table-columns.js';
/** Columns not shown that are named. */
const MAX_OMITTED_NAMED = 6;
/** Where a batch of Notion's begins and how many of its rows were shown. */
export const rowPosition = z.object({
    batch: z.string().optional(),
    shown: z.int().min(0).max(100).optional(),
    /** Rows that earlier answers have shown. */
    seen: z.int().min(0).optional(),
    /** Ids of columns that stand in for empty ones. */
    columns: z.array(z.string().max(100)).max(MAX_SPARES).optional(),
});
/** Notion's maximum, for rows of one request. */
const MAX_ROWS = 100;
/** One page of rows as a table, with notes on what is missing and the position of the next page. */
export async function listRows(session, { source, filter, sorts, choice, limit }, lookups, characters, start) {
    const { batch, shown = 0 } = start ?? {};
    const seen = start === undefined ? 0 : start.seen;
    const schema = source.properties;
    const planned = planColumns(choice, schema, sorts, start && (start.columns ?? []));
    const wanted = [...planned.columns, ...planned.spares, ...relationsToWatch(schema, planned.columns)];
    const propertyIds = [...new Set(wanted.filter((column) => !isTimeColumn(column)).map(({ id }) => id))];
    const inside = new DatabasesInside();
    const page = await nextBatch(async (cursor) => {
        const read = await queryDataSource(session, source.id, {
            filter,
            sorts,
            propertyIds,
            pageSize: Math.min(MAX_ROWS, shown + limit),
            withDatabases: mayHoldDatabases(source.properties),
            cursor,
        });
        inside.add(read.databases);
        return read;
    }, batch);
    const rows = page.items.slice(shown);
    const fillers = fillColumns(planned, rows);
    const columns = [...planned.columns, ...fillers];
    const table = await tableOfRows(session, rows, schema, columns, lookups, characters);
    const isCut = table.rows < rows.length;
    // A batch that has become too large arrives in smaller parts: rows already shown may reach into the next one.
    const further = page.nextCursor === undefined
        ? undefined
        : { batch: page.nextCursor, shown: Math.max(0, shown - page.items.length) };
    const rest = isCut ? { batch: page.cursor, shown: shown + table.rows } : further;
    const standIns = start?.columns ?? fillers.map(({ id }) => id);
    return {
        isEmpty: rows.length === 0 && rest === undefined && start === undefined && isComplete(page),
        summary: summariseRows({
            count: table.rows,
            total: seen !== undefined && isComplete(page) ? seen + rows.length : undefined,
            sorts,
            end: page,
            isMore: rest !== undefined,
            isContinued: start !== undefined,
        }),
        content: table.rows === 0 ? '' : table.text,
        notes: [
            ...endNotes(page, ROWS),
            inside.note,
            ...tableNotes(table),
            rows.length > 0 ? omittedNote(choice, columns) : '',
            unnamedNote(table.unnamed),
        ],
        rest: rest && {
            ...rest,
            seen: seen === undefined ? undefined : seen + table.rows,
            ...(standIns.length === 0 ? {} : { columns: standIns }),
        },
    };
}
function omittedNote(choice, columns) {
    const shown = new Set(columns.map(({ name }) => name));
    const names = [...choice.columns.map(({ name }) => name), ...choice.omitted].filter((name) => !shown.has(name));
    const more = names.length - MAX_OMITTED_NAMED;
    return names.length === 0
        ? ''
        : `Not shown: ${listNames(names.slice(0, MAX_OMITTED_NAMED))}${more > 0 ? ` and ${more} more` : ''}; name them in columns.`;
}
function tableNotes(table) {
    const { droppedColumns, emptyColumns, cutCells, partial } = table;
    return [
        droppedColumns.length > 0 ? `Omitted (too wide): ${listNames(droppedColumns)}.` : '',
        emptyColumns.length > 0 ? `Empty in these rows: ${listNames(emptyColumns)}.` : '',
        cutCells > 0 ? `Cut: ${pluralize(cutCells, 'long cell')}; the page has the full text.` : '',
        ...partialNotes(partial),
    ];
}
