/** What begins a line that a reader of Markdown takes for a list item, a heading or a quote. */
const BLOCK_BEGINNING = /^[ \t]{0,20}(?:[-*+>]|#{1,6}|\d{1,9}[.)])[ \t]/;

/**
 * Whether a replacement has further lines than what it replaces that are meant as blocks of their own: an edit changes the
 * texts of blocks and makes none.
 */
export function hasNewBlocks(found: string, replace: string): boolean {
  return replace
    .split('\n')
    .slice(found.split('\n').length)
    .some((line) => BLOCK_BEGINNING.test(line));
}
