import { revealInvisible } from '../../text/invisible.js';
import type { Inline, ListBlock } from './answer-blocks.js';
import { readInlines } from './inlines.js';

/** Lists in one another; what stands deeper joins the last one. */
const MAX_DEPTH = 6;
const ITEM = /^([ \t]{0,12})(?:[-*+]|(\d{1,9})[.)])[ \t]+(?=\S|$)/;
/** Code, headings and tables are no part of an item. */
const BEYOND_TEXT = /^[ \t]{0,12}(?:```|~~~|#{1,6}\s|\|)/;

/** Whether an item of a list begins with this line. */
export function isItem(line: string): boolean {
  return ITEM.test(line);
}

interface OpenItem {
  text: string;
  readonly lists: OpenList[];
}

interface OpenList {
  readonly indent: number;
  readonly ordered: boolean;
  readonly start: number;
  readonly items: OpenItem[];
}

/**
 * Reads the list that begins with the line `at`: items below one another, deeper ones as lists of the item above, and the
 * indented text between them. Blank lines between items do not end it, as models write them.
 */
export function readList(lines: readonly string[], at: number): { block: ListBlock; next: number } {
  const top = openList(lines[at] ?? '');
  // From the whole list to the innermost that is open.
  let open = [top];
  let next = at;
  while (next < lines.length) {
    const line = lines[next] ?? '';
    const found = ITEM.exec(line);
    if (found === null) {
      const after = next + 1;
      const last = open.at(-1)?.items.at(-1);
      if (line.trim() === '' && goesOn(lines[after])) {
        next = after;
      } else if (isIndentedText(line) && last !== undefined) {
        last.text += `\n${line.trim()}`;
        next = after;
      } else {
        break;
      }
    } else {
      const into = placeOf(line, open);
      if (into === undefined) {
        break;
      }
      open = into;
      open.at(-1)?.items.push({ text: line.slice(found[0].length), lists: [] });
      next += 1;
    }
  }
  return { block: blockOf(top), next };
}

/** The lists that are open once this item has been added to the innermost; undefined if it begins a list of another kind. */
function placeOf(line: string, open: readonly OpenList[]): OpenList[] | undefined {
  const item = openList(line);
  const depth = open.findLastIndex(({ indent }) => indent <= item.indent + 1);
  const [outer, inner] = [open.slice(0, Math.max(depth, 0)), open[Math.max(depth, 0)]];
  if (inner === undefined) {
    return undefined;
  }
  const above = inner.items.at(-1);
  if (above !== undefined && item.indent > inner.indent + 1 && open.length < MAX_DEPTH) {
    above.lists.push(item);
    return [...outer, inner, item];
  }
  if (inner.ordered === item.ordered) {
    return [...outer, inner];
  }
  const parent = outer.at(-1)?.items.at(-1);
  parent?.lists.push(item);
  return parent && [...outer, item];
}

function openList(line: string): OpenList {
  const [, space = '', number] = ITEM.exec(line) ?? [];
  return {
    indent: space.replaceAll('\t', '    ').length,
    ordered: number !== undefined,
    start: Number(number ?? 1),
    items: [],
  };
}

/** Whether the list goes on with the line behind a blank one. */
function goesOn(line: string | undefined): boolean {
  return line !== undefined && (isItem(line) || isIndentedText(line));
}

function isIndentedText(line: string): boolean {
  return /^(?: {2}|\t)/.test(line) && line.trim() !== '' && !BEYOND_TEXT.test(line);
}

function blockOf({ ordered, start, items }: OpenList): ListBlock {
  return {
    kind: 'list',
    ordered,
    start,
    items: items.map(({ text, lists }) => ({ inlines: inlinesOf(text), lists: lists.map(blockOf) })),
  };
}

function inlinesOf(text: string): readonly Inline[] {
  return readInlines(revealInvisible(text, ' '));
}
