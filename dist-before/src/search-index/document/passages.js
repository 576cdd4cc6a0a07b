import { plainFromDialect } from '../../content/markdown/markdown-inline.js';
import { splitText } from '../../text/split-text.js';
import { MAX_PASSAGES } from './bounded-document.js';
/**
 * A passage ends with the block that brings it to this size, in bytes of UTF-8: some 250 words of English, or 500 characters of Japanese.
 * A block that would bring it to the longest one begins the next, and a longer block is divided.
 */
const FULL_BYTES = 1500;
const LONGEST_BYTES = 2500;
/** Code units of a piece of a long block: a unit has at most three bytes. */
const PIECE_CHARACTERS = 1200;
/** How far before its end a piece is looked at for a space. */
const MAX_SPLIT = 200;
/** Values of properties in one passage are as many as it holds; of one value this is indexed. */
const MAX_VALUE_CHARACTERS = 4000;
/** Tables are read to this many cells a row. */
const MAX_CELLS = 200;
/** A document in passages: no passage reaches over a heading, and none is so long that a reader would have to search it. */
export function passagesOfDocument(blocks) {
    const cutter = new PassageCutter('text');
    visit(blocks, cutter);
    return cutter.end();
}
/** The properties of a row, a line each with its name. */
export function passagesOfProperties(properties) {
    const cutter = new PassageCutter('properties');
    for (const { name, text } of properties) {
        if (text.trim() !== '') {
            cutter.add(`${name}: ${text.slice(0, MAX_VALUE_CHARACTERS)}`);
        }
    }
    return cutter.end();
}
/** A text that is no document, such as a description or a comment. */
export function passagesOfText(part, text, anchor) {
    const cutter = new PassageCutter(part);
    cutter.add(text, anchor);
    return cutter.end();
}
function visit(siblings, cutter) {
    for (const block of siblings) {
        if (block.kind === 'heading') {
            cutter.begin(block.level, plainFromDialect(block.text).trim(), block.id);
        }
        else {
            cutter.add(textOf(block), block.id);
        }
        visit(block.children, cutter);
    }
}
/** What a block says. Pages that live in it say it themselves. */
function textOf(block) {
    switch (block.kind) {
        case 'code':
            return `${block.text}\n${plainFromDialect(block.caption)}`;
        case 'equation':
            return block.expression;
        case 'table':
            return block.rows.map((row) => row.slice(0, MAX_CELLS).map(plainFromDialect).join(' | ')).join('\n');
        case 'media':
            return `${block.name}\n${plainFromDialect(block.caption)}`;
        case 'link':
            return `${plainFromDialect(block.caption)}\n${block.url}`;
        case 'link to page':
        case 'link to database':
            return block.title;
        case 'meeting notes':
            return `${plainFromDialect(block.text)}\n${block.details}`;
        case 'paragraph':
        case 'bullet':
        case 'numbered':
        case 'quote':
        case 'toggle':
        case 'to-do':
        case 'callout':
        case 'tab':
            return plainFromDialect(block.text);
        default:
            return '';
    }
}
/** Collects texts, and cuts them into passages. */
class PassageCutter {
    #part;
    #passages = [];
    #open = [];
    #texts = [];
    #bytes = 0;
    #anchor;
    /** The heading's own block, for a passage whose blocks have no ids. */
    #headingAnchor;
    constructor(part) {
        this.#part = part;
    }
    /** Begins a section. */
    begin(level, title, anchor) {
        this.#flush();
        this.#open = this.#open.filter((heading) => heading.level < level);
        if (title !== '') {
            this.#open.push({ level, title });
        }
        this.#headingAnchor = anchor;
        this.#hasHeading = title !== '';
    }
    add(text, anchor) {
        const trimmed = text.trim();
        const pieces = Buffer.byteLength(trimmed) <= LONGEST_BYTES ? [trimmed] : splitAtSpaces(trimmed);
        for (const piece of pieces) {
            const bytes = Buffer.byteLength(piece);
            if (bytes === 0 || this.#passages.length >= MAX_PASSAGES) {
                continue;
            }
            if (this.#bytes > 0 && this.#bytes + bytes > LONGEST_BYTES) {
                this.#flush();
            }
            this.#texts.push(piece);
            this.#bytes += bytes;
            this.#anchor ??= anchor;
            if (this.#bytes >= FULL_BYTES) {
                this.#flush();
            }
        }
    }
    end() {
        this.#flush();
        return this.#passages;
    }
    #hasHeading = false;
    /** A section without text is found by its heading. */
    #flush() {
        if ((this.#bytes > 0 || this.#hasHeading) && this.#passages.length < MAX_PASSAGES) {
            const anchor = this.#anchor ?? this.#headingAnchor;
            this.#passages.push({
                part: this.#part,
                ...(anchor === undefined ? {} : { anchor }),
                headings: this.#open.map(({ title }) => title),
                text: this.#texts.join('\n'),
            });
        }
        this.#texts = [];
        this.#bytes = 0;
        this.#anchor = undefined;
        this.#hasHeading = false;
    }
}
/** Pieces of a long text, cut between words where it has any. */
function splitAtSpaces(text) {
    const pieces = [];
    for (let start = 0; start < text.length;) {
        const [most = ''] = splitText(text.slice(start, start + PIECE_CHARACTERS + MAX_SPLIT), PIECE_CHARACTERS);
        const isLast = start + most.length >= text.length;
        const space = isLast ? -1 : most.slice(-MAX_SPLIT).search(/\s\S*$/u);
        const length = space === -1 ? most.length : most.length - MAX_SPLIT + space + 1;
        pieces.push(text.slice(start, start + length).trim());
        start += length;
    }
    return pieces;
}
