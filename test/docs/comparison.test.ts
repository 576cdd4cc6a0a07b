import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { root } from './pages.js';

const text = readFileSync(join(root, 'docs/comparison.md'), 'utf8');
const SOURCE = /\[([A-Z]\d+)\]/g;

/** Where each source is, by its name. */
function sourcesOf(markdown: string): ReadonlyMap<string, string> {
  return new Map(
    [...markdown.matchAll(/^\[([A-Z]\d+)\]: (\S+)$/gm)].map(([, name = '', place = '']) => [name, place]),
  );
}

/** The cells of all tables but their heads and first columns. */
function cellsOf(markdown: string): readonly string[] {
  return markdown.split('\n').flatMap((line, at, lines) => {
    const isRow = line.startsWith('| **') && (lines[at - 1] ?? '').startsWith('|');
    return isRow ? line.split('|').slice(2, -1) : [];
  });
}

/** Cells that do not end with a source, or name one that is not listed. */
function unsourced(markdown: string): readonly string[] {
  const known = sourcesOf(markdown);
  return cellsOf(markdown).filter((cell) => {
    const named = [...cell.matchAll(SOURCE)].map(([, name = '']) => name);
    return !/\]\s*$/.test(cell) || named.length === 0 || named.some((name) => !known.has(name));
  });
}

it('gives every cell of the comparison a source that is listed', () => {
  expect(cellsOf(text).length).toBeGreaterThan(150);
  expect(unsourced(text)).toEqual([]);
});

it.each([
  ['| a | b |\n| - | - |\n| **x** | yes |\n', [' yes ']],
  ['| a | b |\n| - | - |\n| **x** | yes [Q9] |\n', [' yes [Q9] ']],
  ['| a | b |\n| - | - |\n| **x** | yes [Q9] |\n\n[Q9]: tools.md\n', []],
])('would notice a cell without one: %j', (markdown, found) => {
  expect(unsourced(markdown)).toEqual(found);
});

it('lists no source that nothing needs, and names a version of what others wrote', () => {
  const cells = cellsOf(text).join('\n');
  for (const [name, place] of sourcesOf(text)) {
    expect(cells).toContain(`[${name}]`);
    if (place.startsWith('https://github.com/')) {
      expect(place).toMatch(/\/blob\/[0-9a-f]{40}\//);
    } else if (!place.startsWith('https://')) {
      expect(existsSync(join(root, 'docs', place.replace(/#.*/, '')))).toBe(true);
    }
  }
});
