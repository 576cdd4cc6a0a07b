import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';

const root = join(import.meta.dirname, '..');

it('every test that imports nock ends its interception: it would stay for the files that come after in the process', () => {
  const tests = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.test.ts'),
  );
  const importing = tests.filter((file) =>
    readFileSync(join(root, file), 'utf8').includes("import nock from 'nock'"),
  );
  expect(importing.length).toBeGreaterThan(3);
  expect(
    importing.filter((file) => !readFileSync(join(root, file), 'utf8').includes('nock.restore()')),
  ).toEqual([]);
});
