import { isComputed } from '../../../notion/values/computed-types.js';
import { hasOptions } from '../../../notion/values/columns/column-options.js';
import { listWords, say, Words } from '../../../text/words.js';
import { isDestructive } from './column-change.js';
/** What is lost when columns go or get another type, or views go; undefined for nothing. `counts` are of the same columns. */
export function lossOf(name, columns, counts, views) {
    const losing = columns.flatMap((change, at) => isDestructive(change) ? [{ change, count: counts[at] }] : []);
    if (losing.length === 0 && views.length === 0) {
        return undefined;
    }
    const list = listWords([...losing.map(({ change, count }) => columnLoss(change, count)), ...views.map(({ words }) => words)], (words) => words, '; ');
    const end = losing.length > 0
        ? say `Notion cannot take this back.`
        : say `An undo makes a view again, as the last one and with another address.`;
    return {
        effect: say `In the database ${name}, for everybody: ${list}. ${end}`,
        seen: [
            ...losing.map(({ change, count }) => [change.before, count?.rows, count?.isWhole]),
            ...views.map(({ seen }) => seen),
        ],
    };
}
/** What an undo leaves as it is: Notion brings back neither columns nor values. New options go unless a row has them. */
export function lastingOf(columns, isAlone, removedViews) {
    return {
        what: [
            ...(columns.some(({ kind }) => kind === 'remove') ? ['removed columns'] : []),
            ...(columns.some((change) => change.kind !== 'remove' && isDestructive(change))
                ? ['changed types with the values that they cut']
                : []),
            ...(removedViews > 0 ? ['the addresses of removed views'] : []),
        ],
        isAll: isAlone && columns.every((change) => isLasting(change)),
    };
}
function isLasting(change) {
    return isDestructive(change) && change.to === change.name;
}
function columnLoss({ kind, before, name, type }, count) {
    const rows = count === undefined
        ? isComputed(before?.type ?? '')
            ? say `values that Notion computes`
            : say `values that were not counted`
        : say `${count.isWhole ? say `${count.rows}` : say `at least ${count.rows}`} rows with a value`;
    return kind === 'remove'
        ? say `the column ${name} would be removed (${rows})`
        : say `the column ${name} would become ${Words.term(type)} (${rows})`;
}
/** What Notion keeps of values when their column gets another type, as far as that surprises; '' for nothing to say. */
export function retypeNote({ kind, before, type, newOptions, name }) {
    if (kind !== 'alter' || before === undefined || before.type === type) {
        return undefined;
    }
    if (type === 'status') {
        return say `${name}: every row gets a status, also those that had no value.`;
    }
    if (hasOptions(type)) {
        return newOptions.length === 0
            ? say `${name}: without options no value stays; one stays where an option has exactly its text.`
            : say `${name}: a value stays where an option has exactly its text.`;
    }
    if (type === 'number') {
        return say `${name}: of a text only a number at its start stays, so 2026-01-15 becomes 2026.`;
    }
    return type === 'rich_text' || type === 'url'
        ? undefined
        : say `${name}: most values are lost, for Notion converts hardly any to this type.`;
}
