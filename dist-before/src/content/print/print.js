import { rawTextOf } from '../raw-text.js';
import { escapeLineStart, escapeText, oneLine, longestRun } from '../rich-text/escape.js';
import { atomText } from './print-atom.js';
import { printTable } from './print-table.js';
import { joinUnits } from './printed-unit.js';
/** A document as Markdown: CommonMark with the tables and task lists of GFM. */
export function printBlocks(blocks) {
    return joinUnits(printUnits(blocks));
}
// A page is printed for its fingerprint, its length, its outline and its part, and documents never change.
const printed = new WeakMap();
/** The same block by block, in reading order. A block without anything to show has no unit. */
export function printUnits(blocks) {
    const known = printed.get(blocks);
    if (known !== undefined) {
        return known;
    }
    const units = [];
    visit(blocks, [], units);
    printed.set(blocks, units);
    return units;
}
// No real page nests so deep. The bound keeps hostile nesting from filling the lines; deeper blocks are shown flat.
const MAX_INDENTATION_DEPTH = 20;
function visit(siblings, containers, units) {
    let number = 0;
    for (const block of siblings) {
        number = block.kind === 'numbered' ? (block.start ?? number + 1) : 0;
        const raw = rawTextOf(block);
        const own = layout(block, number, raw ?? textOf(block));
        const inside = own.inner === undefined || containers.length >= MAX_INDENTATION_DEPTH
            ? containers
            : [...containers, own.inner];
        if (own.body.length > 0 || own.open !== undefined) {
            const unit = {
                block,
                containers: own.ownLinesInside === true ? inside : containers,
                open: own.open ?? [],
                body: own.body,
                close: own.close ?? [],
                group: own.group ?? 'none',
            };
            units.push(raw === undefined ? unit : renderedLater(unit, number));
        }
        if (own.below !== undefined) {
            units.push({ block, containers, open: [], body: [own.below], close: [], group: 'none' });
        }
        visit(block.children, inside, units);
    }
}
function textOf(block) {
    return 'text' in block ? block.text : '';
}
/** The unit with its lines once they are read. Until then only the frame is known, which does not depend on the text. */
function renderedLater(unit, number) {
    let body;
    return {
        ...unit,
        unrendered: unit.body.join('\n'),
        get body() {
            body ??= layout(unit.block, number, textOf(unit.block)).body;
            return body;
        },
    };
}
/** `text`: the block's own, or what it is rendered from. */
function layout(block, number, text) {
    switch (block.kind) {
        case 'heading':
            return { body: text.trim() === '' ? [] : [`${'#'.repeat(block.level)} ${oneLine(text)}`] };
        case 'paragraph':
            return { body: textLines(text) };
        case 'bullet':
            return listItem('- ', '  ', text);
        case 'numbered':
            return listItem(`${number}. `, ' '.repeat(`${number}. `.length), text);
        case 'to-do':
            return listItem(`- [${block.checked ? 'x' : ' '}] `, '  ', text);
        case 'toggle':
            return listItem('- ▸ ', '  ', text);
        case 'tab':
            return listItem(`- ▸ Tab: ${block.icon === '' ? '' : `${block.icon} `}`, '  ', text);
        case 'quote':
            return { body: textLines(text), inner: { prefix: '> ', stub: '' }, ownLinesInside: true };
        case 'callout':
            return {
                body: textLines(block.icon === '' ? text : `${block.icon} ${text}`),
                inner: { prefix: '> ', stub: '' },
                ownLinesInside: true,
            };
        case 'code':
            return codeLayout(block.text, block.language, block.caption);
        case 'equation':
            return { open: ['$$'], body: block.expression.split('\n'), close: ['$$'] };
        case 'table':
            return printTable(block);
        case 'columns':
        case 'column':
        case 'synced':
        case 'tabs':
            return { body: [] };
        default: {
            const atom = atomText(block);
            const isLink = block.kind.startsWith('child ') || block.kind.startsWith('link to ');
            return { body: atom === '' ? [] : [atom], group: isLink ? 'link' : 'none' };
        }
    }
}
function listItem(marker, indent, text) {
    const [first = '', ...rest] = textLines(text);
    const body = [(marker + first).trimEnd(), ...rest.map((line) => (line === '' ? '' : indent + line))];
    return { body, inner: { prefix: indent, stub: `${marker}…` }, group: 'list' };
}
function textLines(text) {
    const lines = text.split('\n').map(escapeLineStart);
    const first = lines.findIndex((line) => line !== '');
    return first < 0 ? [] : lines.slice(first, lines.findLastIndex((line) => line !== '') + 1);
}
// Longer captions, languages and fences would leave parts of divided code no room for the code.
const MAX_CAPTION_CHARACTERS = 160;
const MAX_LANGUAGE_CHARACTERS = 40;
const MAX_FENCE_CHARACTERS = 40;
function codeLayout(text, language, caption) {
    const named = /^plain[ _]text$/i.test(language) ? '' : oneLine(language.replaceAll(/[`~]/g, ''));
    const isLanguage = named.length <= MAX_LANGUAGE_CHARACTERS;
    const info = isLanguage ? named : '';
    const captionLine = caption.trim() === '' ? '' : `[caption: ${oneLine(caption)}]`;
    const note = oneLine(isLanguage ? captionLine : `${escapeText(named)}\n${captionLine}`);
    const isShort = note.length <= MAX_CAPTION_CHARACTERS;
    const around = isShort ? {} : { below: note };
    const fence = [codeFence(text, '`'), codeFence(text, '~')].find((sign) => sign.length <= MAX_FENCE_CHARACTERS);
    if (fence === undefined) {
        return {
            ...around,
            body: [...text.split('\n').map((line) => `    ${line}`), ...(isShort ? [note] : [])],
        };
    }
    const close = isShort && note !== '' ? [fence, note] : [fence];
    return { ...around, open: [fence + info], body: text.split('\n'), close };
}
function codeFence(text, sign) {
    return sign.repeat(Math.max(2, longestRun(text, sign)) + 1);
}
