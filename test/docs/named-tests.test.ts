import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { eachPage, root } from './pages.js';

/** `test/a.test.ts` › title, as far as a separator, and files and folders of the project in backticks; methods of MCP and placeholders are none. */
const NAMED =
  /`((?!tools\/(?:list|call)`)(?:test|src|tools|docs|adr)\/[^`\s<]*)`(?: › ([^|;\n]+?)(?= *[|;\n]))?/g;

/** A module by a path that begins elsewhere: below `src/`, as in the table of rooms. */
const MODULE = /`([\w./-]+\.m?[jt]s)`/g;
/** Files that exist after a build only. */
const BUILT = /^dist\//;

/** Modules that a page names and that lie neither there nor below `src/`. */
function missingModules(text: string): string[] {
  return [...text.matchAll(MODULE)]
    .flatMap(([, path = '']) => (BUILT.test(path) ? [] : [path]))
    .filter((path) => !['', 'src'].some((folder) => existsSync(join(root, folder, path))));
}

/** What a page names and the project does not have: a file, or a title in it. */
function missing(text: string): string[] {
  return [...text.matchAll(NAMED)].flatMap(([, path = '', title]) => {
    if (!existsSync(join(root, path))) {
      return [path];
    }
    const isThere = title === undefined || readFileSync(join(root, path), 'utf8').includes(`'${title}'`);
    return isThere ? [] : [`${path} › ${title}`];
  });
}

it.each(eachPage())('every file and every test that %s names exists', (_path, { text }) => {
  expect(missing(text)).toEqual([]);
  expect(missingModules(text)).toEqual([]);
});

it('every threat names a test with its title', () => {
  const [, page] = eachPage().find(([path]) => path === 'docs/security.md') ?? [];
  const rows = (page?.text ?? '')
    .split('\n')
    .filter((line) => line.startsWith('| ') && !/^\| (threat|-+) /.test(line));
  expect(rows.length).toBeGreaterThan(20);
  expect(rows.filter((row) => !/`test\/[^`]+` › /.test(row.split(' | ').at(-1) ?? ''))).toEqual([]);
});

it('the check finds what is gone', () => {
  expect(missing('`test/gone.test.ts` and `test/docs/named-tests.test.ts` › no such title |')).toEqual([
    'test/gone.test.ts',
    'test/docs/named-tests.test.ts › no such title',
  ]);
  expect(missing('`test/docs/named-tests.test.ts` › the check finds what is gone; more')).toEqual([]);
  expect(missingModules('`gone.ts`, `src/gone.ts`, `errors.ts`, `src/errors.ts`, `dist/built.js`')).toEqual([
    'gone.ts',
    'src/gone.ts',
  ]);
});
