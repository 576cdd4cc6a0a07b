import { InputError } from '../../../errors.js';
import { findProperty, isTitle, propertiesOf } from '../../../notion/query/columns/find-property.js';
import { arrayOf, isRecord, recordOf, textField } from '../../../text/json.js';
import { say, Words } from '../../../text/words.js';
/** Which setting says by which column a view of a type is laid out. */
const BY = new Map([
    ['board', 'group_by'],
    ['table', 'group_by'],
    ['calendar', 'date_property_id'],
    ['timeline', 'date_property_id'],
    ['map', 'map_by'],
]);
/** Types that Notion does not lay out without such a column. */
const NEEDS_BY = new Set(['board', 'calendar', 'timeline']);
const WITH_COLUMNS = new Set([
    'table',
    'board',
    'list',
    'calendar',
    'timeline',
    'gallery',
    'map',
]);
const DATES = new Set(['date', 'created_time', 'last_edited_time']);
const PEOPLE = new Set(['created_by', 'last_edited_by']);
const TEXTS = new Set(['title', 'url', 'email', 'phone_number']);
const IN_ORDER = new Set(['relation', 'checkbox', 'number']);
/** Types of which a board takes the only column if none is named, the better ones first. */
const BOARD_TYPES = ['status', 'select'];
/** The layout to send: what is there with what is wished for. Undefined where nothing of it changes. */
export function planLayout(type, { by, columns }, schema, stored) {
    const isNew = stored === undefined;
    const changes = {
        ...(by === undefined && !(isNew && NEEDS_BY.has(type)) ? {} : byColumn(type, by, schema)),
        ...(columns === undefined ? {} : { properties: shownColumns(type, columns, schema, stored) }),
    };
    return Object.keys(changes).length === 0 && !isNew
        ? undefined
        : { ...asSent(stored ?? {}), type, ...changes };
}
/** A layout as a request takes it: answers add the names of columns to their ids. */
export function asSent(configuration) {
    return withoutNames(configuration, 0);
}
const MAX_DEPTH = 8;
function withoutNames(value, depth) {
    if (depth > MAX_DEPTH) {
        return value;
    }
    if (Array.isArray(value)) {
        return value.map((item) => withoutNames(item, depth + 1));
    }
    return isRecord(value)
        ? Object.fromEntries(Object.entries(value)
            .filter(([key]) => !key.endsWith('property_name'))
            .map(([key, inside]) => [key, withoutNames(inside, depth + 1)]))
        : value;
}
function byColumn(type, by, schema) {
    const key = BY.get(type);
    if (key === undefined) {
        throw new InputError('views', say `A view of the type ${Words.term(type)} is not laid out by a column.`, say `Leave out by, or make a board, a table, a calendar or a timeline.`);
    }
    if (by === null || by === '') {
        if (NEEDS_BY.has(type)) {
            throw new InputError('views', say `A view of the type ${Words.term(type)} needs a column to lay it out by.`, say `Pass its name as by.`);
        }
        return { [key]: null };
    }
    const column = by === undefined ? usualColumn(type, schema) : findProperty(schema, by, 'views');
    if (key === 'group_by') {
        return { [key]: grouping(column) };
    }
    if (key === 'date_property_id' ? !DATES.has(column.type) : column.type !== 'place') {
        throw new InputError('views', say `The column ${column.name} is of the type ${Words.term(column.type)}, by which a ${Words.term(type)} is not laid out.`, say `Pass a column of ${key === 'date_property_id' ? say `dates` : say `places`} as by.`);
    }
    return { [key]: column.id };
}
/** The only column that the view can be laid out by. */
function usualColumn(type, schema) {
    const columns = propertiesOf(schema);
    const fitting = type === 'board'
        ? (BOARD_TYPES.map((wanted) => columns.filter((column) => column.type === wanted)).find(({ length }) => length > 0) ?? [])
        : columns.filter((column) => column.type === 'date');
    const [only, ...others] = fitting;
    if (only === undefined || others.length > 0) {
        throw new InputError('views', say `There is no one column that it is usually laid out by.`, say `Pass the name of a column as by.`);
    }
    return only;
}
function grouping({ id, name, type }) {
    const common = { property_id: id };
    const [manual, ascending] = [{ sort: { type: 'manual' } }, { sort: { type: 'ascending' } }];
    if (type === 'select' || type === 'multi_select') {
        return { type, ...common, ...manual };
    }
    if (type === 'status') {
        return { type, ...common, group_by: 'option', ...manual };
    }
    if (DATES.has(type)) {
        return { type, ...common, group_by: 'relative', ...ascending };
    }
    if (type === 'people' || PEOPLE.has(type)) {
        return { type: type === 'people' ? 'person' : type, ...common, ...manual };
    }
    if (type === 'rich_text' || TEXTS.has(type)) {
        return { type: type === 'rich_text' ? 'text' : type, ...common, group_by: 'exact', ...ascending };
    }
    if (IN_ORDER.has(type)) {
        return { type, ...common, ...ascending };
    }
    throw new InputError('views', say `A view cannot be grouped by the column ${name}: it is of the type ${Words.term(type)}.`, say `Pass a status, a select, people, a date, a number or a text as by.`);
}
/** The named columns in this order, and no others; the title is always there. */
function shownColumns(type, names, schema, stored = {}) {
    if (!WITH_COLUMNS.has(type)) {
        throw new InputError('views', say `Charts, forms and dashboards show no columns that Notion's API sets.`, say `Leave out columns.`);
    }
    if (names === null) {
        return null;
    }
    const named = names.map((name) => findProperty(schema, name, 'views'));
    const all = propertiesOf(schema);
    const titles = all.filter((column) => isTitle(column) && !named.includes(column));
    const shown = [...new Set([...titles, ...named])];
    // Widths and the like stay.
    const looks = new Map(arrayOf(asSent(stored)['properties']).map((look) => [textField(look, 'property_id'), recordOf(look)]));
    const looking = ({ id }, visible) => ({
        ...looks.get(id),
        property_id: id,
        visible,
    });
    return [
        ...shown.map((column) => looking(column, true)),
        ...all.filter((column) => !shown.includes(column)).map((column) => looking(column, false)),
    ];
}
