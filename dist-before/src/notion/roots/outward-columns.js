import { relatedSource } from '../query/columns/column-sources.js';
import { propertiesOf } from '../query/columns/find-property.js';
import { field, textField } from '../../text/json.js';
import { namedIn, relationOf, rollupSource } from '../query/columns/column-sources.js';
/** Most columns checked for one: bounds chains of rollups and formulas. */
const MAX_COLUMNS = 500;
const COMPUTED = new Set(['relation', 'rollup', 'formula']);
/**
 * Whether a column shows something of rows outside: a relation that leads there, or a rollup or formula that Notion
 * computes over such rows, however many columns lie in between. What cannot be followed leads outside.
 */
export async function leadsOutside(reader, dataSourceId, column) {
    const open = [
        { source: dataSourceId, column },
    ];
    const seen = new Set();
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
        const key = `${next.source} ${next.column.id}`;
        if (seen.has(key)) {
            continue;
        }
        seen.add(key);
        const behind = seen.size > MAX_COLUMNS ? undefined : await columnsBehind(reader, next.source, next.column);
        if (behind === undefined) {
            return true;
        }
        open.push(...behind);
    }
    return false;
}
/** Undefined where something lies outside or cannot be followed. */
async function columnsBehind(reader, source, column) {
    if (!COMPUTED.has(column.type)) {
        return [];
    }
    if (column.type === 'relation') {
        const target = relatedSource(column);
        return target !== undefined && (await reader.isInside(target)) ? [] : undefined;
    }
    const schema = await reader.schemaOf(source);
    if (schema === undefined) {
        return undefined;
    }
    return column.type === 'rollup'
        ? behindRollup(reader, schema, source, column)
        : behindFormula(reader, schema, source, column);
}
async function behindRollup(reader, schema, source, column) {
    const relation = relationOf(schema, column);
    const shown = rollupSource(schema, column);
    const related = shown && (await reader.isInside(shown.dataSourceId)) && (await reader.schemaOf(shown.dataSourceId));
    const target = related ? shown?.find(related) : undefined;
    return relation === undefined || shown === undefined || target === undefined
        ? undefined
        : [
            { source, column: relation },
            { source: shown.dataSourceId, column: target },
        ];
}
/** A formula may read any column of the rows that a relation leads to: its text does not reliably show which. */
async function behindFormula(reader, schema, source, column) {
    if (textField(field(column, 'formula'), 'expression') === undefined) {
        return undefined;
    }
    const named = namedIn(schema, column).filter((found) => found !== undefined);
    const steps = named.map((found) => ({ source, column: found }));
    for (const relation of named.filter(({ type }) => type === 'relation')) {
        const target = relatedSource(relation);
        const related = target !== undefined && (await reader.isInside(target)) ? await reader.schemaOf(target) : undefined;
        if (target === undefined || related === undefined) {
            return undefined;
        }
        steps.push(...computedColumns(related).map((found) => ({ source: target, column: found })));
    }
    return steps;
}
/** The columns of a schema that may show something of other rows. */
export function computedColumns(schema) {
    return propertiesOf(schema).filter(({ type }) => COMPUTED.has(type));
}
