import { revealInvisible } from '../../text/invisible.js';
import type { Block } from './answer-blocks.js';
import { readInlines } from './inlines.js';
import { isItem, readList } from './read-list.js';

/** Characters of an answer that a page shows; the model's own limit is far below. */
export const MAX_SHOWN_CHARACTERS = 100_000;
/** Cells of a row. */
const MAX_CELLS = 30;
/** With the space before it: below an item of a list it is indented. */
const FENCE = /^( {0,12})(`{3,40}(?!.*`)|~{3,40})/;
const HEADING = /^ {0,3}#{1,6}\s+/;
const RULE = /^ {0,3}(?:-{3,}|\*{3,}|_{3,})\s{0,8}$/;
/** The line below a table's head. */
const DIVIDER = /^[\s|:-]{3,500}$/;

/**
 * Reads the little Markdown that models write: paragraphs, headings, lists, tables and code. Everything else is text, HTML
 * before all: nothing that an answer says becomes markup of its own. Takes time in proportion to the text.
 */
export function readAnswer(answer: string): readonly Block[] {
  const lines = answer.slice(0, MAX_SHOWN_CHARACTERS).split(/\r?\n/u);
  const blocks: Block[] = [];
  let at = 0;
  while (at < lines.length) {
    const read = blockAt(lines, at);
    if (read.block !== undefined) {
      blocks.push(read.block);
    }
    at = read.next;
  }
  return blocks;
}

interface Read {
  readonly block?: Block | undefined;
  /** The line behind it. */
  readonly next: number;
}

function blockAt(lines: readonly string[], at: number): Read {
  const line = lines[at] ?? '';
  if (line.trim() === '' || RULE.test(line)) {
    return { next: at + 1 };
  }
  const [, space = '', fence] = FENCE.exec(line) ?? [];
  if (fence !== undefined) {
    const end = linesWhile(lines, at + 1, (one) => !closes(one, fence));
    const text = lines
      .slice(at + 1, end)
      .map((one) => revealInvisible(one.startsWith(space) ? one.slice(space.length) : one))
      .join('\n');
    return { block: { kind: 'code', text }, next: end + 1 };
  }
  if (HEADING.test(line)) {
    return { block: { kind: 'heading', inlines: inlines(line.replace(HEADING, '')) }, next: at + 1 };
  }
  if (line.includes('|') && isDivider(lines[at + 1])) {
    const end = linesWhile(lines, at + 2, (one) => one.includes('|'));
    const rows = lines.slice(at + 2, end).map(cellsOf);
    return { block: { kind: 'table', head: cellsOf(line), rows }, next: end };
  }
  if (isItem(line)) {
    return readList(lines, at);
  }
  const end = linesWhile(lines, at + 1, isText);
  return { block: { kind: 'paragraph', inlines: inlines(lines.slice(at, end).join('\n')) }, next: end };
}

function isText(line: string): boolean {
  return ![FENCE, HEADING, RULE].some((begins) => begins.test(line)) && !isItem(line) && line.trim() !== '';
}

/** Code may hold shorter fences, and those of the other kind. */
function closes(line: string, fence: string): boolean {
  const [, , found = ''] = FENCE.exec(line) ?? [];
  return found.startsWith(fence) && line.trim() === found;
}

function isDivider(line: string | undefined): boolean {
  return line !== undefined && line.includes('-') && line.includes('|') && DIVIDER.test(line);
}

function linesWhile(lines: readonly string[], from: number, holds: (line: string) => boolean): number {
  let end = from;
  while (end < lines.length && holds(lines[end] ?? '')) {
    end += 1;
  }
  return end;
}

function cellsOf(line: string): readonly ReturnType<typeof readInlines>[] {
  return line
    .trim()
    .replace(/^\|/, '')
    .replace(/\|$/, '')
    .split('|', MAX_CELLS)
    .map((cell) => inlines(cell.trim()));
}

function inlines(text: string): ReturnType<typeof readInlines> {
  return readInlines(revealInvisible(text, ' '));
}
