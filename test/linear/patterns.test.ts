import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'patterns-'));
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** What the linter, set up as for the whole project, says of a file. */
function lint(source: string): string {
  const file = join(folder, 'planted.ts');
  writeFileSync(file, source);
  const { stdout } = spawnSync(
    process.execPath,
    ['node_modules/oxlint/bin/oxlint', '--config', '.oxlintrc.json', file],
    { encoding: 'utf8' },
  );
  return stdout;
}

describe('the linter', () => {
  it.each([
    ['backtracks', "export const found = /^(a+)+$/.test('a');", 'no-super-linear-backtracking'],
    ['is tried at each place', "export const cut = 'a'.replace(/a+$/, '');", 'no-super-linear-move'],
  ])('refuses a pattern that %s', (_, source, rule) => {
    expect(lint(source)).toContain(rule);
  });
});

describe('patterns that are put together while the server runs', () => {
  it('are made in one file, of a literal text: the linter does not see them', () => {
    const files = ['src', 'tools'].flatMap((root) =>
      readdirSync(root, { recursive: true, encoding: 'utf8' }).map((name) => join(root, name)),
    );
    const dynamic = files.filter(
      (file) =>
        file.endsWith('.ts') &&
        !file.startsWith(join('src', 'sandbox')) &&
        /\bRegExp\(/.test(readFileSync(file, 'utf8')),
    );
    expect(dynamic.toSorted()).toEqual(['src/content/answer/fence.ts']);
  });
});
