import { visibleDatabase, visiblePage } from '../access.js';
import { titleOf } from '../titles.js';
import { isInTrash, listed } from '../trash.js';
import { presentFileSource, presentIcon } from './file.js';
import { presentParent } from './page.js';
import { presentText } from './rich-text.js';
import { partialUser } from './user.js';
function presentContent(workspace, block) {
    const { content } = block;
    const color = 'color' in content ? (content.color ?? 'default') : 'default';
    switch (content.type) {
        case 'paragraph':
            return {
                rich_text: presentText(workspace, content.text),
                color,
                icon: presentIcon(workspace, content.icon),
            };
        case 'heading_1':
        case 'heading_2':
        case 'heading_3':
        case 'heading_4':
            return {
                rich_text: presentText(workspace, content.text),
                is_toggleable: content.toggleable ?? false,
                color,
            };
        case 'bulleted_list_item':
        case 'quote':
        case 'toggle':
            return { rich_text: presentText(workspace, content.text), color };
        case 'template':
            return { rich_text: presentText(workspace, content.text) };
        case 'numbered_list_item':
            return {
                rich_text: presentText(workspace, content.text),
                color,
                ...(content.startIndex !== undefined && {
                    list_start_index: content.startIndex,
                    list_format: 'numbers',
                }),
            };
        case 'to_do':
            return { rich_text: presentText(workspace, content.text), checked: content.checked, color };
        case 'callout':
            return {
                rich_text: presentText(workspace, content.text),
                icon: presentIcon(workspace, content.icon),
                color,
            };
        case 'code':
            return {
                caption: presentText(workspace, content.caption),
                rich_text: presentText(workspace, content.text),
                language: content.language,
            };
        case 'equation':
            return { expression: content.expression };
        case 'divider':
        case 'breadcrumb':
        case 'column_list':
        case 'tab':
            return {};
        case 'table_of_contents':
            return { color };
        case 'column':
            return content.widthRatio === undefined ? {} : { width_ratio: content.widthRatio };
        case 'table':
            return {
                table_width: content.width,
                has_column_header: content.columnHeader,
                has_row_header: content.rowHeader,
            };
        case 'table_row':
            return { cells: content.cells.map((cell) => presentText(workspace, cell)) };
        case 'child_page':
        case 'child_database':
            return { title: titleOf(workspace, block.id) };
        case 'synced_block':
            return {
                synced_from: content.original === null ? null : { type: 'block_id', block_id: content.original },
            };
        case 'link_to_page':
            return { type: content.target, [content.target]: content.id };
        case 'image':
        case 'video':
        case 'audio':
        case 'pdf':
        case 'file':
            return {
                caption: presentText(workspace, content.caption),
                ...presentFileSource(workspace, content.source),
                ...(content.name !== undefined && { name: content.name }),
            };
        case 'bookmark':
        case 'embed':
            return { caption: presentText(workspace, content.caption), url: content.url };
        case 'link_preview':
            return { url: content.url };
        case 'meeting_notes': {
            const [summary, notes, transcript] = block.children;
            return {
                title: presentText(workspace, content.title),
                status: 'notes_ready',
                children: {
                    summary_block_id: summary,
                    notes_block_id: notes,
                    transcript_block_id: transcript,
                },
                calendar_event: {
                    start_time: content.start,
                    end_time: content.end,
                    attendees: content.attendees,
                },
                recording: { start_time: content.start, end_time: content.end },
            };
        }
        case 'unsupported':
            return { block_type: content.blockType };
    }
}
function hasChildren(workspace, block) {
    if (block.content.type === 'child_page') {
        return listed(workspace, workspace.pages.get(block.id)?.children ?? []).length > 0;
    }
    // A copy says that it has children even where its original cannot be seen.
    const isCopy = block.content.type === 'synced_block' && block.content.original !== null;
    return isCopy || listed(workspace, block.children).length > 0;
}
/** A block object. An object that the connection may not see has only its id. */
export function presentBlock(workspace, block) {
    const { type } = block.content;
    const hidden = (type === 'child_page' && visiblePage(workspace, block.id) === undefined) ||
        (type === 'child_database' && visibleDatabase(workspace, block.id) === undefined);
    if (hidden) {
        return { object: 'block', id: block.id };
    }
    return {
        object: 'block',
        id: block.id,
        parent: presentParent(workspace, block.parent),
        created_time: block.created,
        last_edited_time: block.edited,
        created_by: partialUser(block.createdBy),
        last_edited_by: partialUser(block.editedBy),
        has_children: hasChildren(workspace, block),
        in_trash: workspace.trash.has(block.id),
        type,
        [type]: presentContent(workspace, block),
    };
}
/** A page asked for as a block: a `child_page`, also where no block of another page holds it. */
export function presentPageAsBlock(workspace, page) {
    return {
        object: 'block',
        id: page.id,
        parent: presentParent(workspace, page.parent),
        created_time: page.created,
        last_edited_time: page.edited,
        created_by: partialUser(page.createdBy),
        last_edited_by: partialUser(page.editedBy),
        has_children: listed(workspace, page.children).length > 0,
        in_trash: isInTrash(workspace, page),
        type: 'child_page',
        child_page: { title: titleOf(workspace, page.id) },
    };
}
