import { isVisibleDatabase, isVisiblePage } from './access.js';
import { computedTypes } from './model/property.js';
import { columnsOf, readValue } from './query/read-value.js';
import { listed } from './trash.js';
/** What people enter; an empty value is the same whether it was entered or not. */
function enteredValues(workspace, page) {
    const columns = columnsOf(workspace, page).filter(({ type }) => !computedTypes.has(type));
    return Object.fromEntries(columns.map((column) => [column.id, readValue(workspace, page, column)]));
}
/**
 * Everything that people see of a workspace, to compare before and after: pages with values and blocks, databases with
 * schemas, rows and views, comments. What is in the trash is left out. Times, editors and lengths of stay do not count.
 */
export function contentOf(workspace) {
    const { removed, trash } = workspace;
    const isThere = ({ id }) => !removed.has(id) && !trash.has(id);
    const blocks = (ids) => listed(workspace, ids).flatMap((id) => {
        const block = workspace.blocks.get(id);
        return block === undefined
            ? []
            : [
                {
                    id,
                    content: block.content,
                    children: block.content.type === 'child_page' ? [] : blocks(block.children),
                },
            ];
    });
    const pages = [...workspace.pages.values()].filter((page) => isThere(page) && isVisiblePage(workspace, page));
    const databases = [...workspace.databases.values()].filter((database) => isThere(database) && isVisibleDatabase(workspace, database));
    return {
        pages: Object.fromEntries(pages.map((page) => {
            const { id, parent, icon, cover, locked, archived = false, children } = page;
            return [
                id,
                {
                    parent,
                    icon,
                    cover: cover ?? null,
                    locked,
                    archived,
                    values: enteredValues(workspace, page),
                    blocks: blocks(children),
                },
            ];
        })),
        databases: Object.fromEntries(databases.map(({ id, parent, title, description, icon, inline, locked = false, dataSources }) => [
            id,
            {
                parent,
                title,
                description,
                icon,
                inline,
                locked,
                dataSources: dataSources.flatMap((source) => {
                    const record = workspace.dataSources.get(source);
                    return record === undefined || !isThere(record)
                        ? []
                        : [
                            {
                                id: source,
                                name: record.name,
                                // Copies: what is made later is none of it.
                                properties: [...record.properties],
                                rows: [...listed(workspace, record.rows)],
                            },
                        ];
                }),
            },
        ])),
        views: [...workspace.views.values()].map(({ id, name, type, filter, sorts }) => ({
            id,
            name,
            type,
            filter,
            sorts,
        })),
        comments: workspace.comments.map(({ id, parent, discussionId, text }) => ({
            id,
            parent,
            discussionId,
            text,
        })),
    };
}
