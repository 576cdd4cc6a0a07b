import { columnsOf } from '../query/read-value.js';
import { defineColumn } from './columns.js';
import { rich } from './text.js';
import { storeValue } from './values.js';
import { addBlocks, addChildBlock, authorship, iconOf } from './workspace-builder.js';
/** Adds a database without data sources; returns the id. */
export function addDatabase(workspace, draft) {
    const id = workspace.nextId();
    const parent = draft.parent ?? { kind: 'workspace' };
    const record = {
        id,
        parent,
        title: rich(draft.title),
        description: rich(draft.description ?? []),
        icon: iconOf(draft.icon),
        inline: draft.inline ?? false,
        dataSources: [],
        hidden: draft.hidden ?? false,
        ...authorship(workspace, draft),
    };
    workspace.databases.set(id, record);
    addChildBlock(workspace, parent, record, 'child_database');
    return id;
}
/** Adds a data source to a database; returns the id. Columns that refer to it can be added afterwards. */
export function addDataSource(workspace, draft) {
    const id = workspace.nextId();
    const database = workspace.databases.get(draft.database);
    if (database === undefined) {
        throw new Error(`There is no database ${draft.database}.`);
    }
    const { created, edited, createdBy, editedBy } = database;
    workspace.dataSources.set(id, {
        id,
        databaseId: database.id,
        name: draft.name,
        description: rich(draft.description ?? []),
        properties: draft.columns.map((column) => defineColumn(id, column)),
        rows: [],
        created,
        edited,
        createdBy,
        editedBy,
    });
    database.dataSources.push(id);
    return id;
}
/** Adds columns to an existing data source, as two-way relations require. */
export function addColumns(workspace, dataSourceId, drafts) {
    const source = workspace.dataSources.get(dataSourceId);
    source?.properties.push(...drafts.map((draft) => defineColumn(dataSourceId, draft)));
}
function mirrorRelation(workspace, from, column, targets) {
    if (column.type !== 'relation' || column.synced === undefined) {
        return;
    }
    for (const target of targets) {
        const page = workspace.pages.get(target);
        const other = page && columnsOf(workspace, page).find(({ name }) => name === column.synced);
        if (page !== undefined && other !== undefined) {
            const value = page.values.get(other.id);
            const pages = value?.type === 'relation' ? value.pages : [];
            pages.push(from);
            page.values.set(other.id, { type: 'relation', pages });
        }
    }
}
/** Adds a row with cells by column name; two-way relations are entered on the other side too. Returns the page's id. */
export function addRow(workspace, dataSourceId, cells, options = {}) {
    const source = workspace.dataSources.get(dataSourceId);
    if (source === undefined) {
        throw new Error(`There is no data source ${dataSourceId}.`);
    }
    const id = options.id ?? workspace.nextId();
    const values = new Map(Object.entries(cells).map(([name, input]) => {
        const column = source.properties.find((candidate) => candidate.name === name);
        if (column === undefined) {
            throw new Error(`"${source.name}" has no column "${name}".`);
        }
        return [column.id, storeValue(column, input)];
    }));
    for (const column of source.properties) {
        if (column.type === 'unique_id') {
            values.set(column.id, { type: 'unique_id', number: source.rows.length + 1 });
        }
    }
    workspace.pages.set(id, {
        id,
        parent: { kind: 'data_source', id: dataSourceId },
        values,
        children: [],
        icon: iconOf(options.icon),
        locked: false,
        hidden: options.hidden ?? false,
        ...authorship(workspace, options),
    });
    source.rows.push(id);
    for (const column of source.properties) {
        const value = values.get(column.id);
        if (value?.type === 'relation') {
            mirrorRelation(workspace, id, column, value.pages);
        }
    }
    addBlocks(workspace, { kind: 'page', id }, options.blocks ?? []);
    return id;
}
