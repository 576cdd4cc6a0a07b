import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { codeSpans } from './markdown.js';
import { root } from './pages.js';
import { storedTables } from './sections/table-sections.js';

it('every column that is stored is explained', async () => {
  const spans = codeSpans(readFileSync(join(root, 'docs/storage.md'), 'utf8'));
  const explained = new Set(spans.flatMap((span) => span.match(/\w+/g) ?? []));
  const stored = (await storedTables()).flatMap(({ name, columns }) =>
    columns.filter((column) => !explained.has(column)).map((column) => `${name}.${column}`),
  );
  expect(stored).toEqual([]);
});
