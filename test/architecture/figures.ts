import { posix } from 'node:path';
import { folderCircles } from './circles.js';
import type { ImportGraph } from './import-graph.js';
import { unusedExports } from './unused-exports.js';

/** A file of fewer lines that one other file imports is perhaps a part of that file. */
const SMALL_LINES = 45;

export interface Figures {
  readonly files: number;
  readonly medianLines: number;
  readonly folders: number;
  readonly filesInLargestFolder: number;
  readonly smallFilesWithOneImporter: number;
  readonly exportsUsedByNobody: number;
  readonly exportsUsedByTestsOnly: number;
  readonly folderCircles: number;
}

const isTest = (path: string): boolean => path.startsWith('test/');

/** How many source files lie in each folder, not counting the folders in it. */
export function filesInFolders(paths: Iterable<string>): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const path of paths) {
    const folder = posix.dirname(path);
    counts.set(folder, (counts.get(folder) ?? 0) + 1);
  }
  return counts;
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

/** The program in figures. The graph holds the tests too: they use exports. */
export function figuresOf(graph: ImportGraph): Figures {
  const program = new Map([...graph].filter(([path]) => !isTest(path)));
  const files = [...program.values()];
  const importers = new Map<string, Set<string>>();
  for (const { path, imports } of files) {
    for (const { to } of imports) {
      importers.set(to, (importers.get(to) ?? new Set()).add(path));
    }
  }
  const inFolders = filesInFolders(program.keys());
  const unused = unusedExports(graph);
  return {
    files: files.length,
    medianLines: median(files.map(({ lines }) => lines)),
    folders: inFolders.size,
    filesInLargestFolder: Math.max(...inFolders.values()),
    smallFilesWithOneImporter: files.filter(
      ({ path, lines }) => lines < SMALL_LINES && importers.get(path)?.size === 1,
    ).length,
    exportsUsedByNobody: unused.usedByNobody.length,
    exportsUsedByTestsOnly: unused.usedByTestsOnly.length,
    folderCircles: folderCircles(program).length,
  };
}
