import { rollupSource } from './columns/column-sources.js';
import { field, textField } from '../../text/json.js';
/** Results of formulas in the words of a value, and in those of a filter. */
const RESULTS = new Map([
    ['string', 'string'],
    ['number', 'number'],
    ['boolean', 'checkbox'],
    ['date', 'date'],
]);
/** What these formulas return and these rollups show: one request for all formulas, and one for each rollup. */
export async function readHints(schema, computed, reader) {
    const formulas = computed.filter(({ type }) => type === 'formula').map(({ id }) => id);
    const rows = formulas.length === 0 ? [] : await reader.readSample(formulas);
    const rolledUp = new Map();
    for (const rollup of computed.filter(({ type }) => type === 'rollup')) {
        const source = rollupSource(schema, rollup);
        const shown = source?.find(await reader.readSchema(source.dataSourceId));
        if (shown !== undefined) {
            rolledUp.set(rollup.name, shown);
        }
    }
    return { formulaResults: formulaResultsOf(rows), rolledUp };
}
/** Formula result types of some rows, by property name. A formula has one type, unless Notion could not compute it. */
export function formulaResultsOf(rows) {
    const found = rows.flatMap(({ properties }) => Object.entries(properties).flatMap(([name, value]) => {
        const result = RESULTS.get(textField(field(value, 'formula'), 'type') ?? '');
        return result === undefined ? [] : [[name, result]];
    }));
    return new Map(found);
}
