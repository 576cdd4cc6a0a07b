import type { ImportGraph } from './import-graph.js';

/** Exports as `path: name`. */
export interface UnusedExports {
  readonly usedByNobody: readonly string[];
  readonly usedByTestsOnly: readonly string[];
}

const isTest = (path: string): boolean => path.startsWith('test/');

/** All `path: name` that these files take from others. */
function takenBy(graph: ImportGraph, counts: (path: string) => boolean): ReadonlySet<string> {
  const taken = new Set<string>();
  for (const { path, imports, mentions } of graph.values()) {
    for (const { to, names, kind } of counts(path) ? imports : []) {
      const whole = graph.get(to)?.exports ?? [];
      const used = names ?? (kind === 're-export' ? whole : whole.filter((name) => mentions.has(name)));
      for (const name of used) {
        taken.add(`${to}: ${name}`);
      }
    }
  }
  return taken;
}

/** Exports of the program that no other file imports. An export that only tests use is how they reach a part. */
export function unusedExports(graph: ImportGraph): UnusedExports {
  const byProgram = takenBy(graph, (path) => !isTest(path));
  const byTests = takenBy(graph, isTest);
  const unused = [...graph.values()]
    .filter(({ path }) => !isTest(path))
    .flatMap(({ path, exports }) => exports.map((name) => `${path}: ${name}`))
    .filter((name) => !byProgram.has(name));
  return {
    usedByNobody: unused.filter((name) => !byTests.has(name)),
    usedByTestsOnly: unused.filter((name) => byTests.has(name)),
  };
}
