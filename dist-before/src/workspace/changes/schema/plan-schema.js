import { isDeepStrictEqual } from 'node:util';
import { InputError } from '../../../errors.js';
import { findProperty, isTitle, propertiesOf } from '../../../notion/query/columns/find-property.js';
import { hasOptions, missingOptions, readOptions, storedOptions, } from '../../../notion/values/columns/column-options.js';
import { columnType } from '../../../notion/values/columns/column-types.js';
import { describedColumn } from '../../../notion/values/columns/described-column.js';
import { arrayOf, field, isRecord, textField } from '../../../text/json.js';
import { say } from '../../../text/words.js';
import { ColumnNames } from './column-names.js';
import { resolveColumn } from './resolve-column.js';
/** The changes of all columns in Notion's terms; what is wrong goes to the problems. Nothing is sent before. */
export async function planSchema(session, schema, given, problems) {
    const wishes = new Map();
    const wishesFor = (name, argument) => {
        const column = findProperty(schema, name, argument);
        const known = wishes.get(column.id) ?? { column };
        wishes.set(column.id, known);
        return known;
    };
    const names = new ColumnNames(propertiesOf(schema));
    for (const [name, to] of Object.entries(given.rename)) {
        await problems.try(() => {
            const wish = wishesFor(name, 'rename');
            if (to.trim() !== wish.column.name) {
                wish.to = names.take(to, 'rename', wish.column);
            }
        });
    }
    for (const [name, options] of Object.entries(given.addOptions)) {
        await problems.try(async () => {
            const wish = wishesFor(name, 'add_options');
            if (!hasOptions(wish.column.type)) {
                throw new InputError('add_options', say `The column ${wish.column.name} has no options.`, say `Pass a select, multi-select or status column.`);
            }
            wish.options = await about(name, () => readOptions(options, 'add_options'));
        });
    }
    for (const [name, spec] of Object.entries(given.change)) {
        await problems.try(async () => {
            const wish = wishesFor(name, 'change');
            if (await about(name, () => isTypeOf(spec, wish.column))) {
                return;
            }
            const described = await about(name, () => describedColumn(withType(spec, wish.column), 'change'));
            if (isTitle(wish.column)) {
                throw new InputError('change', say `The title stays a title.`, say `Use rename to name it otherwise.`);
            }
            if (wish.options !== undefined) {
                throw new InputError('change', say `The column ${wish.column.name} is in change and in add_options.`, say `Pass all its options in change.`);
            }
            const settings = await about(name, () => resolveColumn(session, schema, described, 'change'));
            if (described.type !== wish.column.type || !holds(wish.column, settings)) {
                wish.type = described.type;
                wish.settings = settings;
            }
        });
    }
    for (const name of given.remove) {
        await problems.try(() => {
            const wish = wishesFor(name, 'remove');
            if (isTitle(wish.column) || wish.to !== undefined || wish.type !== undefined || wish.options) {
                throw new InputError('remove', isTitle(wish.column)
                    ? say `The title of the rows cannot be removed.`
                    : say `The column ${wish.column.name} is changed and removed at once.`, say `Leave it out of remove.`);
            }
            wish.isRemoved = true;
        });
    }
    const added = await problems.tryAll(Object.entries(given.add).map(([text, spec]) => async () => {
        const name = names.take(text, 'add');
        const described = await about(name, () => describedColumn(spec, 'add'));
        const payload = await about(name, () => resolveColumn(session, schema, described, 'add'));
        const { type } = described;
        return { kind: 'add', name, to: name, type, payload, newOptions: optionsIn(payload, type) };
    }));
    const planned = [...wishes.values()].map((wish) => ({ name: wish.column.name, change: changeOf(wish) }));
    return {
        columns: [
            ...planned.flatMap(({ change }) => change ?? []),
            ...added.filter((change) => change !== undefined),
        ],
        already: planned.flatMap(({ name, change }) => (change === undefined ? [name] : [])),
    };
}
/** Tells which column a problem is about. */
async function about(name, check) {
    try {
        return await check();
    }
    catch (error) {
        throw error instanceof InputError
            ? new InputError(error.argument, say `${name}: ${error.wording.problem}`, error.wording.advice, {
                cause: error,
            })
            : error;
    }
}
/** `{"format": "euro"}` changes a column of numbers: the type need not be said again. A format that is not named stays. */
function withType(spec, column) {
    if (!isRecord(spec)) {
        return spec;
    }
    const { type: given, ...settings } = { type: column.type, ...spec };
    const format = field(column['number'], 'format');
    return column.type === 'number' && columnType(given, 'change') === 'number' && format !== undefined
        ? { type: given, format, ...settings }
        : { type: given, ...settings };
}
/** Only the type is named, and it is that of the column. */
function isTypeOf(spec, { type }) {
    const { type: named, ...settings } = isRecord(spec) ? spec : { type: spec };
    return (Object.keys(settings).length === 0 && typeof named === 'string' && columnType(named, 'change') === type);
}
/** Whether a column has these settings already. Notion keeps more of them than were sent, and has an id for each option. */
function holds(stored, wanted) {
    if (isRecord(wanted)) {
        return isRecord(stored) && Object.entries(wanted).every(([key, value]) => holds(stored[key], value));
    }
    if (Array.isArray(wanted)) {
        const options = arrayOf(stored);
        return wanted.every((option) => options.some((each) => holds(each, option)));
    }
    return isDeepStrictEqual(stored ?? null, wanted ?? null);
}
/** Undefined where all is so already. Descriptions are sent again: Notion clears those that are left out. */
function changeOf({ column, to, type, settings, options, isRemoved }) {
    const common = { name: column.name, before: column, to: to ?? column.name };
    if (isRemoved === true) {
        return { ...common, kind: 'remove', type: column.type, payload: null, newOptions: [] };
    }
    const description = textField(column, 'description');
    const kept = description === undefined || description === '' ? {} : { description };
    const named = to === undefined ? {} : { name: to };
    if (type !== undefined && settings !== undefined) {
        const merged = withStoredOptions(column, settings, type);
        const payload = { ...named, ...kept, ...merged };
        const stored = new Set(storedOptions(column).map(({ name }) => name));
        const isSame = type === column.type;
        const newOptions = optionsIn(payload, type).filter((name) => !isSame || !stored.has(name));
        return { ...common, kind: 'alter', type, payload, newOptions };
    }
    const missing = options === undefined ? [] : missingOptions(column, options);
    if (to === undefined && missing.length === 0) {
        return undefined;
    }
    const listed = missing.length === 0 ? {} : { [column.type]: { options: [...storedOptions(column), ...missing] } };
    return {
        ...common,
        kind: 'alter',
        type: column.type,
        payload: { ...named, ...kept, ...listed },
        newOptions: missing.map(({ name }) => name),
    };
}
/**
 * Options that are left out of a list are removed from every row: those that are there always stay. Of a column that gets
 * another type, values stay only where an option has their text.
 */
function withStoredOptions(column, settings, type) {
    const given = optionList(settings, type);
    const isSame = type === column.type;
    if (!hasOptions(type) || !hasOptions(column.type) || (isSame && given === undefined)) {
        return settings;
    }
    const stored = storedOptions(column).map(({ id, ...option }) => isSame && id !== undefined ? { id, ...option } : option);
    return {
        ...settings,
        [type]: { options: [...stored, ...missingOptions(column, given ?? [])] },
    };
}
function optionList(payload, type) {
    const settings = payload[type];
    return hasOptions(type) && isRecord(settings) && settings['options'] !== undefined
        ? arrayOf(settings['options'])
        : undefined;
}
function optionsIn(payload, type) {
    return (optionList(payload, type) ?? []).map(({ name }) => name);
}
