/** Longest text of rows that is taken apart. */
const MAX_ROWS_CHARACTERS = 100_000;
const DELIMITER = /^\|(?:[ \t]*:?-+:?[ \t]*\|)+$/;

/**
 * The cells of rows as answers print tables: `| a | b |`, without the line of hyphens below the first. Undefined for a text
 * of which some line is no row.
 */
export function cellsOfRows(text: string): readonly (readonly string[])[] | undefined {
  if (!/^\s*\|/.test(text) || text.length > MAX_ROWS_CHARACTERS) {
    return undefined;
  }
  const lines = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !DELIMITER.test(line));
  const rows = lines.map(cellsOf);
  return rows.length > 0 && rows.every((row) => row !== undefined) ? rows : undefined;
}

function cellsOf(line: string): readonly string[] | undefined {
  if (!line.startsWith('|') || line.length < 2) {
    return undefined;
  }
  const cells: string[] = [];
  let cell = '';
  for (let at = 1; at < line.length; at += 1) {
    const character = line[at] ?? '';
    if (character === '|') {
      cells.push(cell.trim());
      cell = '';
    } else if (character === '\\') {
      // What follows is no end of the cell.
      cell += line.slice(at, at + 2);
      at += 1;
    } else {
      cell += character;
    }
  }
  return cell.trim() === '' ? cells : undefined;
}
