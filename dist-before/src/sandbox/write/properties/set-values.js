import { validationError } from '../../errors.js';
import { addOptions, findOptions } from './options.js';
import { readPropertyValue } from './property-value.js';
import { checkRelated, mirrorRelation } from './relations.js';
/** What a request says about properties, by name or id. Reading it changes nothing, so a refusal leaves all as it was. */
export function readChanges(workspace, connection, columns, properties) {
    return properties.keys().map((key) => {
        const column = findColumn(columns, key);
        if (column === undefined) {
            throw validationError(`${key} is not a property that exists.`);
        }
        return readChange(workspace, connection, column, properties.get(key));
    });
}
/** By name, id, or the id in percent-encoded form. */
export function findColumn(columns, key) {
    return (columns.find(({ name }) => name === key) ??
        columns.find(({ id }) => id === key || encodeURIComponent(id) === key));
}
function readChange(workspace, connection, column, input) {
    const wanted = readPropertyValue(workspace, column, input);
    switch (wanted.type) {
        case 'select':
        case 'status': {
            if (wanted.option === null) {
                const option = column.type === 'status' ? standardStatus(column) : null;
                return { column, value: { type: wanted.type, option }, added: [] };
            }
            const { names, added } = findOptions(column, [wanted.option]);
            return { column, value: { type: wanted.type, option: names[0] ?? null }, added };
        }
        case 'multi_select': {
            const { names, added } = findOptions(column, wanted.options);
            return { column, value: { type: 'multi_select', options: names }, added };
        }
        case 'relation':
            if (column.type === 'relation') {
                checkRelated(workspace, connection, column, wanted.pages);
            }
            return { column, value: wanted, added: [] };
        default:
            return { column, value: wanted, added: [] };
    }
}
/** The option of a row that nobody gave a status: the first of the group "To-do". */
export function standardStatus(column) {
    const first = column.groups.find(({ options }) => options.length > 0)?.options[0];
    return (column.options.find(({ id }) => id === first) ?? column.options[0])?.name ?? null;
}
/** Enters the changes: new options into the schema, relations on both sides. */
export function applyChanges(workspace, page, changes) {
    const source = sourceOf(workspace, page);
    for (const { column, value, added } of changes) {
        const before = page.values.get(column.id);
        page.values.set(column.id, value);
        if (source !== undefined) {
            addOptions(source, column.id, added);
        }
        if (column.type === 'relation' && value.type === 'relation') {
            const pages = before?.type === 'relation' ? [...before.pages] : [];
            mirrorRelation(workspace, column, page.id, pages, value.pages);
        }
    }
}
function sourceOf(workspace, page) {
    return page.parent.kind === 'data_source' ? workspace.dataSources.get(page.parent.id) : undefined;
}
