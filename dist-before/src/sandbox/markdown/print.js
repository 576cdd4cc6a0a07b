import { pageOfBlock } from '../access.js';
import { childrenOfBlock } from '../block-children.js';
import { blockUrl, objectUrl } from '../ids.js';
import { markdownFileUrl } from '../present/file.js';
import { titleOf } from '../titles.js';
import { listed } from '../trash.js';
import { attribute, escapeMarkdown, inlineMarkdown, markdownColor } from './inline.js';
import { databaseTag, iconText, tableLines } from './tags.js';
function indent(lines) {
    let inFence = false;
    return lines.map((line) => {
        // Only the fence lines of nested code are indented; the code between them is not.
        const isFence = /^\t*```/.test(line);
        const isCode = inFence && !isFence;
        if (isFence) {
            inFence = !inFence;
        }
        return isCode ? line : `\t${line}`;
    });
}
function colorSuffix(content, more = '') {
    const color = 'color' in content ? content.color : undefined;
    const parts = [more, color === undefined || color === 'default' ? '' : `color="${markdownColor(color)}"`];
    const text = parts.filter((part) => part !== '').join(' ');
    return text === '' ? '' : ` {${text}}`;
}
function colorAttribute(content) {
    const color = 'color' in content ? content.color : undefined;
    return color === undefined || color === 'default' ? '' : ` color="${markdownColor(color)}"`;
}
function childLines(context, block) {
    return printBlocks(context, childrenOfBlock(context.workspace, block), block);
}
function wrapped(open, body, close) {
    return [open, ...indent(body), close];
}
function unknownTag(page, id, alt) {
    const label = alt === '' ? '' : ` alt="${alt}"`;
    return `<unknown url="${blockUrl(page, id)}"${label}/>`;
}
function meetingNotes(context, block, title) {
    const { workspace } = context;
    const [summary, notes, transcript] = block.children.map((id) => {
        const section = workspace.blocks.get(id);
        return section === undefined ? [] : childLines(context, section);
    });
    const transcriptLines = context.includeTranscript
        ? (transcript ?? [])
        : [`Transcript omitted: ${blockUrl(pageOfBlock(workspace, block), block.id)}`];
    return wrapped('<meeting-notes>', [
        inlineMarkdown(workspace, title),
        ...wrapped('<summary>', summary ?? [], '</summary>'),
        ...wrapped('<notes>', notes ?? [], '</notes>'),
        ...wrapped('<transcript>', transcriptLines, '</transcript>'),
    ], '</meeting-notes>');
}
function printBlock(context, block, number) {
    const { workspace } = context;
    const { content } = block;
    const text = (spans) => inlineMarkdown(workspace, spans);
    const children = () => childLines(context, block);
    const line = (first) => [first, ...indent(children())];
    const page = () => pageOfBlock(workspace, block);
    switch (content.type) {
        case 'paragraph':
            return content.text.length === 0 && listed(workspace, block.children).length === 0
                ? ['<empty-block/>']
                : line(`${text(content.text)}${colorSuffix(content)}`);
        case 'heading_1':
        case 'heading_2':
        case 'heading_3':
        case 'heading_4': {
            const marks = '#'.repeat(Number(content.type.at(-1)));
            const toggle = content.toggleable === true ? 'toggle="true"' : '';
            return line(`${marks} ${text(content.text)}${colorSuffix(content, toggle)}`);
        }
        case 'bulleted_list_item':
            return line(`- ${text(content.text)}${colorSuffix(content)}`);
        case 'numbered_list_item':
            return line(`${number}. ${text(content.text)}${colorSuffix(content)}`);
        case 'to_do':
            return line(`- [${content.checked ? 'x' : ' '}] ${text(content.text)}${colorSuffix(content)}`);
        case 'quote':
            return line(`> ${text(content.text)}${colorSuffix(content)}`);
        case 'toggle':
            return wrapped(`<details${colorAttribute(content)}>`, children(), '</details>').toSpliced(1, 0, `<summary>${text(content.text)}</summary>`);
        case 'callout': {
            const icon = content.icon === null ? '' : ` icon="${attribute(iconText(workspace, content.icon))}"`;
            const own = content.text.length === 0 ? [] : [text(content.text)];
            return wrapped(`<callout${icon}${colorAttribute(content)}>`, [...own, ...children()], '</callout>');
        }
        case 'code': {
            const code = content.text.map((span) => (span.kind === 'text' ? span.content : '')).join('');
            return [`\`\`\`${content.language}`, ...code.split('\n'), '```'];
        }
        case 'equation':
            return ['$$', ...content.expression.split('\n'), '$$'];
        case 'divider':
            return ['---'];
        case 'table_of_contents':
            return [`<table_of_contents${colorAttribute(content)}/>`];
        case 'table':
            return tableLines(context, block, content);
        case 'table_row':
            return content.cells.map(text);
        case 'column_list':
            return wrapped('<columns>', children(), '</columns>');
        case 'column':
            return wrapped('<column>', children(), '</column>');
        case 'tab':
            return wrapped('<tabs>', listed(workspace, block.children).flatMap((id) => tabItem(context, id)), '</tabs>');
        case 'synced_block':
            return content.original === null
                ? wrapped(`<synced_block url="${blockUrl(page(), block.id)}">`, children(), '</synced_block>')
                : wrapped(`<synced_block_reference url="${originalUrl(context, content.original)}">`, children(), '</synced_block_reference>');
        case 'child_page':
            return [
                `<page url="${objectUrl(block.id)}">${escapeMarkdown(titleOf(workspace, block.id) || 'Untitled')}</page>`,
            ];
        case 'child_database':
            return [databaseTag(workspace, block.id)];
        case 'link_to_page': {
            const kind = content.target === 'page_id' ? 'page' : 'database';
            return [text([{ kind, id: content.id }])];
        }
        case 'image':
            return [`![${text(content.caption)}](${markdownFileUrl(workspace, content.source)})`];
        case 'video':
        case 'audio':
        case 'pdf':
        case 'file': {
            const url = attribute(markdownFileUrl(workspace, content.source));
            return [`<${content.type} src="${url}">${text(content.caption)}</${content.type}>`];
        }
        case 'meeting_notes':
            return meetingNotes(context, block, content.title);
        case 'unsupported':
            return [unknownTag(page(), block.id, content.blockType)];
        case 'bookmark':
        case 'embed':
        case 'link_preview':
        case 'breadcrumb':
        case 'template':
            return [unknownTag(page(), block.id, content.type)];
    }
}
function originalUrl(context, id) {
    const original = context.workspace.blocks.get(id);
    return original === undefined ? objectUrl(id) : blockUrl(pageOfBlock(context.workspace, original), id);
}
function tabItem(context, id) {
    const block = context.workspace.blocks.get(id);
    if (block?.content.type !== 'paragraph' || !context.blocks.loaded.has(id)) {
        return printBlocks(context, [id], block);
    }
    const { icon, text } = block.content;
    const iconPart = icon === undefined ? '' : ` icon="${attribute(iconText(context.workspace, icon))}"`;
    const title = attribute(text.map((span) => (span.kind === 'text' ? span.content : '')).join(''));
    return wrapped(`<tab title="${title}"${iconPart}>`, childLines(context, block), '</tab>');
}
function absentLine(context, id, holder) {
    const block = context.workspace.blocks.get(id);
    const near = block ?? holder;
    const page = near === undefined ? id : pageOfBlock(context.workspace, near);
    const alt = context.blocks.absent.get(id) === 'not-shared'
        ? (block?.content.type.replace('child_', '') ?? 'page')
        : '';
    return unknownTag(page, id, alt);
}
/** Prints siblings, one block per line and children one tab deeper. */
export function printBlocks(context, ids, holder) {
    let number = 0;
    return ids.flatMap((id) => {
        const block = context.workspace.blocks.get(id);
        if (block === undefined || !context.blocks.loaded.has(id)) {
            number = 0;
            return [absentLine(context, id, holder)];
        }
        const { content } = block;
        number = content.type === 'numbered_list_item' ? (content.startIndex ?? number + 1) : 0;
        return printBlock(context, block, number);
    });
}
