import { titleText } from '../../../content/print/title-text.js';
import { arrayOf, field, recordOf, textField } from '../../../text/json.js';
import { columnName, viewWords } from '../../databases/view-note.js';
/** Columns that are named in one line. */
const MAX_SHOWN_COLUMNS = 10;
const BY_KEYS = ['group_by', 'date_property_id', 'map_by'];
export async function shownSettings(session, settings, schema, lookups) {
    const { filter, sorts } = await viewWords(session, {
        filter: settings.filter,
        quickFilters: recordOf(settings.quick_filters),
        sorts: arrayOf(settings.sorts),
    }, schema, lookups);
    return {
        by: byText(settings.configuration, schema),
        filter: String(filter),
        sorts: String(sorts),
        columns: columnsText(settings.configuration, schema),
    };
}
/** `board by Status; filter …; sorted by …; columns …` */
export function settingsText(type, { by, filter, sorts, columns }) {
    return [`${titleText(type)}${by === '' ? '' : ` ${by}`}`, filter, sorts, columns]
        .filter((part) => part !== '')
        .join('; ');
}
/** What of a view becomes what. */
export function changesText(name, to, before, after) {
    const parts = ['by', 'filter', 'sorts', 'columns'].flatMap((key) => before[key] === after[key] ? [] : [`${before[key] || NONE[key]} → ${after[key] || NONE[key]}`]);
    return [...(name === to ? [] : [`renamed to ${titleText(to)}`]), ...parts].join('; ');
}
const NONE = {
    by: 'not grouped',
    filter: 'no filter',
    sorts: 'not sorted',
    columns: 'usual columns',
};
function byText(configuration, schema) {
    const [by] = BY_KEYS.flatMap((key) => {
        const value = configuration[key];
        const column = typeof value === 'string' ? value : textField(value, 'property_id');
        return column === undefined ? [] : [column];
    });
    return by === undefined ? '' : `by ${titleText(columnName(by, schema))}`;
}
function columnsText(configuration, schema) {
    const shown = arrayOf(configuration['properties']).flatMap((column) => field(column, 'visible') === false ? [] : (textField(column, 'property_id') ?? []));
    if (shown.length === 0) {
        return '';
    }
    const names = shown.slice(0, MAX_SHOWN_COLUMNS).map((column) => titleText(columnName(column, schema)));
    const more = shown.length - names.length;
    return `columns ${names.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}
