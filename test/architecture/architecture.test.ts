import { describe, expect, it } from '@jest/globals';
import { root } from '../docs/pages.js';
import { folderCircles } from './circles.js';
import { figuresOf, filesInFolders } from './figures.js';
import { importGraph, readSources } from './import-graph.js';
import { layers } from './rooms.js';
import { unusedExports } from './unused-exports.js';
import { unneededPermissions, violations } from './violations.js';

/** `npm run architecture` prints the figures. */
const isPrinting = process.env['PRINT_FIGURES'] === '1';

const MAX_FILES_IN_FOLDER = 20;

/** What is imported by nobody: the bin, and the programs of threads. */
const STARTS = [
  // Served to browsers.
  'src/chat/page/browser/chat.js',
  'src/bounded-work/watchdog-thread.ts',
  'src/cli.ts',
  'src/files/file-thread.ts',
  'src/parsing/text-thread.ts',
  'src/search-index/thread/index-thread.ts',
  'src/chat/sqlite/query-process.ts',
];

const all = importGraph(readSources(root, ['src', 'tools', 'test']));
const program = new Map([...all].filter(([path]) => !path.startsWith('test/')));

describe('the program', () => {
  it('imports only what the table of rooms allows', () => {
    expect(violations(program, layers)).toEqual([]);
  });

  it('needs everything that the table of rooms allows', () => {
    expect(unneededPermissions(program, layers)).toEqual([]);
  });

  it('has no circles between folders', () => {
    expect(folderCircles(program)).toEqual([]);
  });

  it('gives every export one address: no barrels, nothing exported again', () => {
    const files = [...program.values()];
    expect(files.filter(({ path }) => path.endsWith('/index.ts'))).toEqual([]);
    expect(
      files.flatMap(({ path, imports }) =>
        imports.filter(({ kind }) => kind === 're-export').map(({ to }) => `${path} exports from ${to}`),
      ),
    ).toEqual([]);
  });

  it('exports nothing that no other file uses', () => {
    // What only tests use is allowed: so they reach a part. `npm run architecture` counts it.
    expect(unusedExports(all).usedByNobody).toEqual([]);
  });

  it('has no file that nobody imports', () => {
    const imported = new Set([...all.values()].flatMap(({ imports }) => imports.map(({ to }) => to)));
    expect([...program.keys()].filter((path) => !imported.has(path) && !STARTS.includes(path))).toEqual([]);
  });
});

it('no folder has more than 20 files beside the folders in it', () => {
  const larger = [...filesInFolders(all.keys())].filter(([, files]) => files > MAX_FILES_IN_FOLDER);
  expect(larger).toEqual([]);
});

it('has figures', () => {
  const figures = figuresOf(all);
  if (isPrinting) {
    const lines = Object.entries(figures).map(([name, value]) => `${String(value).padStart(5)} ${name}`);
    process.stdout.write(`${lines.join('\n')}\n`);
  }
  expect(figures.files).toBe(program.size);
});
