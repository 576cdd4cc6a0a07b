import type { ImportGraph } from './import-graph.js';

/** Folder or file → one that it imports → one import that says so. */
type Edges = ReadonlyMap<string, ReadonlyMap<string, string>>;

/** `tools/` counts as a folder beside those of `src/`: tools import from there, and src/catalogue.ts imports tools. */
const placeOf = (path: string): string => path.replace(/^src\//, '');

/** The folders that hold this file, outermost first; the first is all of them. */
function foldersAbove(place: string): readonly string[] {
  const parts = place.split('/');
  return parts.map((_part, index) =>
    parts
      .slice(0, index)
      .map((part) => `${part}/`)
      .join(''),
  );
}

/** What lies in this folder and holds the file, or is it: `a/b/c.ts` in `a/` is `a/b/`. */
function partOf(folder: string, place: string): string {
  const slash = place.indexOf('/', folder.length);
  return slash === -1 ? place : place.slice(0, slash + 1);
}

/** For every folder: which of its files and folders imports which other of them. */
function edgesInFolders(graph: ImportGraph): ReadonlyMap<string, Edges> {
  const inFolders = new Map<string, Map<string, Map<string, string>>>();
  for (const { path, imports } of graph.values()) {
    for (const { to } of imports.filter(({ external }) => !external)) {
      const [from, target] = [placeOf(path), placeOf(to)];
      const folder = foldersAbove(from).findLast((above) => target.startsWith(above)) ?? '';
      const edges = inFolders.get(folder) ?? new Map<string, Map<string, string>>();
      inFolders.set(folder, edges);
      const targets = edges.get(partOf(folder, from)) ?? new Map<string, string>();
      edges.set(partOf(folder, from), targets);
      if (!targets.has(partOf(folder, target))) {
        targets.set(partOf(folder, target), `${path} imports ${to}`);
      }
    }
  }
  return inFolders;
}

/** The shortest way along the edges, both ends included. */
function shortestWay(from: string, to: string, edges: Edges): readonly string[] | undefined {
  const cameFrom = new Map([[from, '']]);
  for (const place of cameFrom.keys()) {
    if (place === to) {
      const way = [to];
      for (let before = cameFrom.get(to); before; before = cameFrom.get(before)) {
        way.unshift(before);
      }
      return way;
    }
    for (const next of edges.get(place)?.keys() ?? []) {
      if (!cameFrom.has(next)) {
        cameFrom.set(next, place);
      }
    }
  }
  return undefined;
}

/** The shortest circle through each edge, each circle once, with the imports that make it. */
function circlesAlong(edges: Edges): string[] {
  const circles = new Map<string, string>();
  for (const [from, targets] of edges) {
    for (const to of targets.keys()) {
      const way = from === to ? undefined : shortestWay(to, from, edges);
      if (way?.some((place) => place.endsWith('/'))) {
        const start = way.indexOf(way.toSorted()[0] ?? '');
        const round = [...way.slice(start), ...way.slice(0, start + 1)];
        const reasons = round.slice(1).map((place, index) => edges.get(round[index] ?? '')?.get(place));
        circles.set(round.join(' → '), `${round.join(' → ')}: ${reasons.join('; ')}`);
      }
    }
  }
  return [...circles.values()].toSorted();
}

/**
 * Circles among what lies in one folder: folders as wholes, and the files beside them. So a file may use the folders
 * beside it, and they another such file. Types count: who needs a type needs the file. Circles of files alone are left
 * to the linter.
 */
export function folderCircles(graph: ImportGraph): readonly string[] {
  return [...edgesInFolders(graph).values()].flatMap(circlesAlong);
}
