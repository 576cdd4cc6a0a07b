import type { DocumentBlock } from '../document.js';
import type { MarkdownParser } from './markdown-parser.js';
import { attribute, readTag, type Tag } from './markdown-tag.js';

/** A `<table>`: rows and cells come as tags, cells hold rich text only. */
export function tableBlock(parser: MarkdownParser, tag: Tag, rest: string): DocumentBlock {
  const source = tag.form === 'empty' ? '' : tableSource(parser, rest);
  const rows = rowsOf(source).map((row) => row.map(parser.render));
  return {
    kind: 'table',
    headerRow: attribute(tag, 'header-row') === 'true',
    headerColumn: attribute(tag, 'header-column') === 'true',
    rows,
    children: [],
  };
}

function tableSource(parser: MarkdownParser, rest: string): string {
  if (rest.trimEnd().endsWith('</table>')) {
    return rest;
  }
  const lines =
    parser.lines.takeUntil('</table>', (raw) => raw.trim() === '</table>') ??
    // Cut off before the end: take what still looks like a table.
    unclosedTable(parser);
  return [rest, ...lines].join('\n');
}

function unclosedTable({ lines }: MarkdownParser): string[] {
  const taken: string[] = [];
  while (/^<\/?(?:tr|td|th|col|colgroup|thead|tbody)\b/i.test(lines.peek()?.text.trim() ?? '')) {
    taken.push(lines.take()?.text ?? '');
  }
  return taken;
}

function rowsOf(source: string): string[][] {
  const rows: string[][] = [];
  let cell: string | undefined;
  const finishCell = (): void => {
    if (cell !== undefined) {
      rows.at(-1)?.push(cell.trim());
      cell = undefined;
    }
  };
  const pieces = source.split(/(<\/?(?:tr|td|th)\b[^<>]*>)/i);
  for (const [at, piece] of pieces.entries()) {
    const tag = readTag(piece, 0);
    if (tag?.end !== piece.length || !/^t[rdh]$/.test(tag.name)) {
      // Inline code may hold what looks like a tag; everything until the cell ends is its text.
      if (cell !== undefined) {
        cell += piece;
      } else if (strayText(piece) !== '') {
        rows.push([strayText(piece)]);
      }
    } else if (
      cell !== undefined &&
      insideCode(cell) &&
      !(tag.form === 'close' && endsLine(pieces[at + 1]))
    ) {
      cell += piece;
    } else {
      finishCell();
      if (tag.form === 'open' && tag.name === 'tr') {
        rows.push([]);
      } else if (tag.form !== 'close' && tag.name !== 'tr') {
        cell = '';
        if (rows.length === 0) {
          rows.push([]);
        }
        if (tag.form === 'empty') {
          finishCell();
        }
      }
    }
  }
  finishCell();
  return rows;
}

// Text outside every cell is damage; it gets a row of its own.
function strayText(piece: string): string {
  return piece.replace(/<\/?(?:table|colgroup|col|thead|tbody)\b[^<>]*>/gi, '').trim();
}

// Notion writes a cell on one line, with `<br>` for its line breaks: what ends the line ends the cell, whatever its backticks are.
function endsLine(next: string | undefined): boolean {
  return /^[ \t]*\n/.test(next ?? '');
}

// An odd number of backticks on a cell's last line: a code span is open. Escaped ones do not count.
function insideCode(cell: string): boolean {
  return (cell.replace(/\\[\s\S]/g, '').match(/`/g)?.length ?? 0) % 2 === 1;
}
