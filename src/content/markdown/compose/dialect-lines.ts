import { fenceOf } from '../markdown-literal.js';

/** Columns of a tab before a text. */
const TAB_COLUMNS = 4;
const MARKER = /^([-*+]|\d{1,9}[.)])(?:[ \t]+|$)/;

/** Columns before the text of a line. */
export function indentationOf(line: string): number {
  let columns = 0;
  for (const character of line) {
    if (character === ' ') {
      columns += 1;
    } else if (character === '\t') {
      columns += TAB_COLUMNS;
    } else {
      break;
    }
  }
  return columns;
}

/** The line without so many columns before its text. */
export function dedented(line: string, columns: number): string {
  const rest = Math.max(0, indentationOf(line) - columns);
  return ' '.repeat(rest) + line.trimStart();
}

export function isBlank(line: string | undefined): boolean {
  return line?.trim() === '';
}

/** The sign that begins an item of a list, with the white space after it. */
export function markerOf(text: string): { readonly sign: string; readonly width: number } | undefined {
  const [whole, sign] = MARKER.exec(text) ?? [];
  return whole === undefined || sign === undefined ? undefined : { sign, width: whole.length };
}

/** Whether a line of text ends before this one, though no blank line is between them. */
export function beginsBlock(text: string): boolean {
  return (
    markerOf(text) !== undefined ||
    /^(?:#{1,6}(?:\s|$)|>|\$\$)/.test(text) ||
    isRule(text) ||
    fenceOf(text) !== undefined
  );
}

export function isRule(text: string): boolean {
  return /^(?:-{3,}|\*{3,}|_{3,})\s*$/.test(text);
}
