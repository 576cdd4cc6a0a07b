import { objectUrl } from '../ids.js';
import { markdownFileUrl } from '../present/file.js';
import { titleOf } from '../titles.js';
import { listed } from '../trash.js';
import { attribute, escapeMarkdown, inlineMarkdown } from './inline.js';
/** An icon as an attribute holds it. */
export function iconText(workspace, icon) {
    switch (icon.kind) {
        case 'emoji':
            return icon.emoji;
        case 'external':
        case 'hosted':
            return markdownFileUrl(workspace, icon);
        case 'icon':
            return `${icon.name}_${icon.color}`;
        case 'custom_emoji':
            return `:${workspace.customEmojis.find((emoji) => emoji.id === icon.id)?.name ?? 'unknown'}:`;
    }
}
/** A linked database has no data source of its own; its first view says whose rows it shows. */
function shownSources(workspace, id) {
    const own = workspace.databases.get(id)?.dataSources ?? [];
    const linked = [...workspace.views.values()].find(({ databaseId }) => databaseId === id)?.dataSourceId;
    return own.length > 0 || typeof linked !== 'string' ? own : [linked];
}
/** `<database …>Title</database>`; the data source is named only where there is exactly one. */
export function databaseTag(workspace, id) {
    const database = workspace.databases.get(id);
    const icon = database?.icon ? ` icon="${attribute(iconText(workspace, database.icon))}"` : '';
    const [source, second] = shownSources(workspace, id);
    const sourceUrl = source === undefined || second !== undefined ? '' : ` data-source-url="collection://${source}"`;
    return `<database url="${objectUrl(id)}" inline="${database?.inline ?? false}"${icon}${sourceUrl}>${escapeMarkdown(titleOf(workspace, id) || 'Untitled')}</database>`;
}
/** A table in HTML form; rows that were not loaded are left out of it. */
export function tableLines(context, block, content) {
    const header = content.columnHeader ? ' header-row="true"' : '';
    const rowHeader = content.rowHeader ? ' header-column="true"' : '';
    const rows = listed(context.workspace, block.children).flatMap((id) => {
        const row = context.workspace.blocks.get(id);
        if (row?.content.type !== 'table_row' || !context.blocks.loaded.has(id)) {
            return [];
        }
        const cells = row.content.cells.map((cell) => `<td>${inlineMarkdown(context.workspace, cell)}</td>`);
        return ['<tr>', ...cells, '</tr>'];
    });
    return [`<table${header}${rowHeader}>`, ...rows, '</table>'];
}
