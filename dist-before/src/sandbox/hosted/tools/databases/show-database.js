import { objectUrl } from '../../../ids.js';
import { attribute } from '../../../markdown/inline.js';
import { iconText } from '../../../markdown/tags.js';
import { plainContent } from '../../../model/rich-text.js';
import { optionsOf } from '../../../query/options.js';
import { tableDefinition } from './table.js';
import { ancestorPath, pathOf } from '../shown/ancestors.js';
/** The answer of `fetch` for a database. */
export function showDatabase(workspace, database) {
    const title = plainContent(database.title);
    const url = objectUrl(database.id);
    const icon = database.icon === null ? '' : ` icon="${attribute(iconText(workspace, database.icon))}"`;
    const sources = database.dataSources.flatMap((id) => {
        const source = workspace.dataSources.get(id);
        return source === undefined ? [] : sourceLines(source);
    });
    const views = [...workspace.views.values()]
        .filter(({ databaseId }) => databaseId === database.id)
        .flatMap(viewLines);
    const text = [
        `<database url="{{${url}}}" inline="${database.inline}"${icon}>`,
        `The title of this Database is: ${title}`,
        ...ancestorPath(workspace, database.parent),
        "Here are the Database's Data Sources:",
        '<data-sources>',
        ...sources,
        '</data-sources>',
        "Here are the Database's Views:",
        '<views>',
        ...views,
        '</views>',
        '</database>',
        '',
    ].join('\n');
    return {
        metadata: { type: 'database' },
        title,
        url,
        text,
        path: pathOf(workspace, database.parent),
        page_last_edited_at: database.edited,
    };
}
/** The answer of `fetch` for a data source. */
export function showDataSource(source) {
    return {
        metadata: { type: 'data_source' },
        title: source.name,
        url: `collection://${source.id}`,
        text: `${sourceLines(source).join('\n')}\n`,
    };
}
/** The answer of `fetch` for a view. */
export function showView(view) {
    return {
        metadata: { type: 'view' },
        title: view.name,
        url: `view://${view.id}`,
        text: `${viewLines(view).join('\n')}\n`,
    };
}
function sourceLines(source) {
    return [
        `<data-source url="{{collection://${source.id}}}">`,
        `The title of this Data Source is: ${source.name}`,
        '<data-source-state>',
        JSON.stringify({
            name: source.name,
            schema: Object.fromEntries(source.properties.map((column) => [column.name, schemaOf(source, column)])),
            url: `collection://${source.id}`,
        }),
        '</data-source-state>',
        '<sqlite-table>',
        tableDefinition(source),
        '</sqlite-table>',
        '</data-source>',
    ];
}
/** `rich_text` is called `text` here. */
function schemaOf(source, column) {
    const type = column.type === 'rich_text' ? 'text' : column.type;
    const common = { name: column.name, description: column.description ?? '', type };
    const options = optionsOf(column).map(({ id, name, color }) => ({
        name,
        color,
        url: `collectionPropertyOption://${source.id}/${encodeURIComponent(column.id)}/${id}`,
    }));
    switch (column.type) {
        case 'select':
        case 'multi_select':
            return { ...common, options };
        case 'status':
            return {
                ...common,
                groups: Object.fromEntries(column.groups.map((group) => [
                    group.name.toLowerCase().replaceAll(/[^a-z]+/g, '_'),
                    options.filter((_option, index) => group.options.includes(column.options[index]?.id ?? '')),
                ])),
            };
        case 'relation':
            return { ...common, dataSourceUrl: `collection://${column.dataSourceId}` };
        case 'number':
            return { ...common, format: column.format };
        case 'formula':
        case 'rollup':
        case 'unique_id':
        case 'created_time':
        case 'created_by':
        case 'last_edited_time':
        case 'last_edited_by':
            return { ...common, readOnly: true };
        default:
            return common;
    }
}
function viewLines(view) {
    const state = {
        name: view.name,
        dataSourceUrl: view.dataSourceId === null ? '' : `collection://${view.dataSourceId}`,
        type: view.type,
        ...(view.filter !== null && { filter: view.filter }),
        ...(view.sorts !== null && { sorts: view.sorts }),
    };
    return [`<view url="{{view://${view.id}}}">`, JSON.stringify(state), '</view>'];
}
