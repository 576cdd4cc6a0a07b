import { validationError } from '../../errors.js';
import { findColumn } from '../properties/set-values.js';
import { convertValue } from './convert-value.js';
import { newColumnId, readShape, typeIn } from './schema-column.js';
/** Longest name of a column. */
const MAX_NAME = 200;
/** What a request says about columns, by name or id: null removes, an unknown name adds. Nothing is changed yet. */
export function readSchemaChanges(workspace, source, properties) {
    return properties.keys().map((key) => {
        const input = properties.get(key);
        const column = findColumn(source.properties, key);
        if (input.isNull) {
            return removal(workspace, column, key);
        }
        return column === undefined
            ? addition(workspace, source, key, input)
            : alteration(workspace, source, column, input);
    });
}
function removal(workspace, column, key) {
    if (column === undefined) {
        throw validationError(`${key} is not a property that exists.`);
    }
    if (column.type === 'title') {
        throw validationError('Cannot delete the title property.');
    }
    return (source) => {
        source.properties.splice(source.properties.indexOf(column), 1);
        for (const row of source.rows) {
            workspace.pages.get(row)?.values.delete(column.id);
        }
    };
}
function addition(workspace, source, name, input) {
    const shape = readShape(workspace, `${source.id}/${name}`, input);
    if (shape.type === 'title') {
        throw validationError('Cannot create new title property');
    }
    const description = descriptionIn(input);
    const column = { ...shape, id: newColumnId(source.id, shape, name), name, description };
    return (target) => {
        target.properties.push(column);
        addOtherSide(workspace, target, column);
        fillAll(workspace, target, column);
    };
}
function alteration(workspace, source, column, input) {
    const type = typeIn(input);
    const renamed = input.get('name');
    const name = renamed.isPresent ? renamed.text(MAX_NAME) : column.name;
    if (name !== column.name && source.properties.some((other) => other.name === name)) {
        throw validationError(`A property named ${name} exists already.`);
    }
    if (type !== undefined && type !== column.type && (type === 'title' || column.type === 'title')) {
        throw validationError('The title property cannot be changed to or from another type.');
    }
    const shape = type === undefined ? column : readShape(workspace, column.id, input, column);
    const changed = { ...shape, id: column.id, name, description: descriptionIn(input) };
    return (target) => {
        target.properties.splice(target.properties.indexOf(column), 1, changed);
        renameEverywhere(workspace, target, column.name, name);
        if (type !== undefined) {
            fillAll(workspace, target, changed);
            addOtherSide(workspace, target, changed);
        }
    };
}
/** A description that is not sent again is gone. */
function descriptionIn(input) {
    const description = input.get('description');
    return description.isPresent && !description.isNull ? description.text() : undefined;
}
/** Gives every row what stays of its value. */
function fillAll(workspace, source, column) {
    source.rows.forEach((id, index) => {
        const values = workspace.pages.get(id)?.values;
        const value = column.type === 'unique_id'
            ? { type: 'unique_id', number: index + 1 }
            : convertValue(values?.get(column.id), column);
        if (value === undefined) {
            values?.delete(column.id);
        }
        else {
            values?.set(column.id, value);
        }
    });
}
/** A two-way relation has a column in the other data source, too. */
function addOtherSide(workspace, source, column) {
    if (column.type !== 'relation' || column.synced === undefined) {
        return;
    }
    const other = workspace.dataSources.get(column.dataSourceId);
    const name = column.synced || `Related to ${source.name} (${column.name})`;
    const index = source.properties.findIndex(({ id }) => id === column.id);
    source.properties[index] = { ...column, synced: name };
    if (other !== undefined && !other.properties.some((each) => each.name === name)) {
        const shape = { type: 'relation', dataSourceId: source.id, synced: column.name };
        other.properties.push({ ...shape, id: newColumnId(other.id, shape, name), name });
    }
}
/** Rollups and the other sides of relations go by names. */
function renameEverywhere(workspace, source, before, name) {
    for (const { properties, id } of before === name ? [] : workspace.dataSources.values()) {
        properties.forEach((column, index) => {
            if (column.type === 'relation' && column.dataSourceId === source.id && column.synced === before) {
                properties[index] = { ...column, synced: name };
            }
            if (column.type === 'rollup' && id === source.id && column.relation === before) {
                properties[index] = { ...column, relation: name };
            }
        });
    }
}
