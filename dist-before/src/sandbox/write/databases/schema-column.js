import { validationError } from '../../errors.js';
import { propertyId } from '../../ids.js';
import { optionsOf } from '../../query/options.js';
import { titlePropertyId } from '../../titles.js';
import { optionColors } from '../input/colors.js';
import { newOption, readOptionName, sameName } from '../properties/options.js';
const plainTypes = [
    'title',
    'rich_text',
    'date',
    'people',
    'files',
    'checkbox',
    'url',
    'email',
    'phone_number',
    'created_time',
    'created_by',
    'last_edited_time',
    'last_edited_by',
    'place',
];
const configuredTypes = [
    'number',
    'select',
    'multi_select',
    'status',
    'relation',
    'rollup',
    'formula',
    'unique_id',
];
const types = [...plainTypes, ...configuredTypes];
/** The type that a schema entry gives, if it gives one. */
export function typeIn(input) {
    input.object([...types, 'type', 'name', 'id', 'description']);
    return types.find((type) => input.has(type));
}
/** Type and configuration of an entry. `before` is the column that it changes: what it does not say stays. */
export function readShape(workspace, column, input, before) {
    const type = typeIn(input);
    if (type === undefined) {
        throw validationError(`body failed validation: body.${input.path} should have a property type.`);
    }
    const config = input.get(type);
    switch (type) {
        case 'number': {
            const format = config.get('format');
            const known = before?.type === 'number' ? before.format : 'number';
            return { type, format: format.isPresent ? format.text() : known };
        }
        case 'select':
        case 'multi_select':
            return { type, options: readOptions(column, config, before) };
        case 'status':
            return readStatus(column, config, before);
        case 'relation':
            return readRelation(workspace, config);
        case 'rollup':
            return readRollup(config);
        case 'formula':
            return {
                type,
                expression: config.get('expression').text(MAX_FORMULA),
                compute: () => ({ kind: 'unsupported' }),
            };
        case 'unique_id': {
            const prefix = config.get('prefix');
            return { type, prefix: prefix.isPresent && !prefix.isNull ? prefix.text() : null };
        }
        default:
            return { type };
    }
}
/**
 * The whole list: options that are left out are removed. Names and colours of known ones stay as they are; a
 * description that is not sent again is gone. Without a list all stays.
 */
function readOptions(column, config, before) {
    const list = config.get('options');
    const known = before === undefined ? [] : optionsOf(before);
    if (!list.isPresent) {
        return known;
    }
    return list.items().map((input) => {
        input.object(['id', 'name', 'color', 'description', 'group']);
        const text = input.get('description');
        const description = text.isPresent && !text.isNull ? { description: text.text() } : {};
        const id = input.get('id').value;
        const name = input.has('name') ? readOptionName(input.get('name')) : undefined;
        const same = known.find((option) => option.id === id) ??
            known.find((option) => name !== undefined && sameName(option.name, name));
        if (same !== undefined) {
            return { id: same.id, name: same.name, color: same.color, ...description };
        }
        const color = input.get('color');
        return newOption(column, name ?? readOptionName(input.get('name')), {
            color: color.isPresent ? color.oneOf(optionColors) : 'default',
            ...description,
        });
    });
}
/** Longest formula; the whole schema should stay below 50 KB. */
const MAX_FORMULA = 50_000;
const groupNames = ['To-do', 'In progress', 'Complete'];
const groupColors = ['gray', 'blue', 'green'];
const standardOptions = [
    ['Not started', 'default'],
    ['In progress', 'blue'],
    ['Done', 'green'],
];
/** The three groups are fixed; a new option is to do unless it says so. */
function readStatus(column, config, before) {
    const known = before?.type === 'status' ? before : undefined;
    const isStandard = known === undefined && !config.has('options');
    const options = isStandard
        ? standardOptions.map(([name, color]) => newOption(column, name, { color }))
        : readOptions(column, config, known);
    const wanted = new Map(isStandard ? options.map(({ id }, index) => [id, groupNames[index] ?? 'To-do']) : []);
    for (const group of known?.groups ?? []) {
        for (const id of group.options) {
            wanted.set(id, group.name);
        }
    }
    const list = config.get('options');
    (list.isPresent ? list.items() : []).forEach((input, index) => {
        if (input.has('group')) {
            wanted.set(options[index]?.id ?? '', input.get('group').oneOf(groupNames));
        }
    });
    return {
        type: 'status',
        options,
        groups: groupNames.map((name, index) => ({
            id: known?.groups[index]?.id ?? propertyId(`group/${column}`, name),
            name,
            color: groupColors[index] ?? 'default',
            options: options.flatMap(({ id }) => ((wanted.get(id) ?? 'To-do') === name ? [id] : [])),
        })),
    };
}
function readRelation(workspace, config) {
    config.object(['type', 'data_source_id', 'database_id', 'single_property', 'dual_property']);
    const id = config.get('data_source_id').id();
    if (!workspace.dataSources.has(id)) {
        throw validationError(`Could not find data source with ID: ${id}.`);
    }
    const kind = config.onlyOf(['single_property', 'dual_property']);
    const synced = config.get(kind).get('synced_property_name');
    return {
        type: 'relation',
        dataSourceId: id,
        ...(kind === 'dual_property' && { synced: synced.isPresent ? synced.text() : '' }),
    };
}
function readRollup(config) {
    const named = (name) => config.get(`${name}_property_name`).text();
    return {
        type: 'rollup',
        relation: named('relation'),
        target: named('rollup'),
        function: config.get('function').text(),
    };
}
/** The id of a new column. */
export function newColumnId(sourceId, shape, name) {
    return shape.type === 'title' ? titlePropertyId : propertyId(sourceId, name);
}
