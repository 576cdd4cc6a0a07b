/** What begins a line that a reader of Markdown takes for a list item, a heading or a quote. */
const BLOCK_BEGINNING = /^[ \t]{0,20}(?:[-*+>]|#{1,6}|\d{1,9}[.)])[ \t]/;

/**
 * What is to be known of a replacement with more lines than it replaces: an edit changes the texts of blocks and makes none.
 * '' if no such line looks like a block of its own.
 */
export function newBlockNote(edits: readonly { readonly find: string; readonly replace: string }[]): string {
  const isMeant = edits.some(({ find, replace }) =>
    replace
      .split('\n')
      .slice(find.split('\n').length)
      .some((line) => BLOCK_BEGINNING.test(line)),
  );
  return isMeant
    ? 'An edit makes no new blocks: further lines with "- ", "# " and the like became text of the same block. notion_add_content adds blocks.'
    : '';
}
