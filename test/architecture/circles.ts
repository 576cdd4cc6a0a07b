import { posix } from 'node:path';
import type { ImportGraph } from './import-graph.js';

/** Folder → folder that it imports → one import that says so. */
type Edges = ReadonlyMap<string, ReadonlyMap<string, string>>;

/** A file right below `src/` has no folder of its own: it counts as one. */
function folderOf(path: string, deepest: number): string {
  const parts = posix.dirname(path).split('/');
  return parts.length === 1 && parts[0] === 'src' ? path : parts.slice(0, deepest).join('/');
}

function edgesBetweenFolders(graph: ImportGraph, deepest: number): Edges {
  const edges = new Map<string, Map<string, string>>();
  for (const { path, imports } of graph.values()) {
    const from = folderOf(path, deepest);
    for (const { to, external } of imports) {
      const folder = external ? from : folderOf(to, deepest);
      if (folder !== from) {
        const targets = edges.get(from) ?? new Map<string, string>();
        edges.set(from, targets);
        if (!targets.has(folder)) {
          targets.set(folder, `${path} imports ${to}`);
        }
      }
    }
  }
  return edges;
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
      const way = shortestWay(to, from, edges);
      if (way) {
        const start = way.indexOf(way.toSorted()[0] ?? '');
        const round = [...way.slice(start), ...way.slice(0, start + 1)];
        const reasons = round.slice(1).map((place, index) => edges.get(round[index] ?? '')?.get(place));
        circles.set(round.join(' → '), `${round.join(' → ')}: ${reasons.join('; ')}`);
      }
    }
  }
  return [...circles.values()].toSorted();
}

/** Folders below `src` as wholes, and folders as they are: a circle between either makes both one folder. */
const DEPTHS = [2, Number.POSITIVE_INFINITY];

/** Circles between folders. Types count: who needs a type needs the file. */
export function folderCircles(graph: ImportGraph): readonly string[] {
  return [...new Set(DEPTHS.flatMap((deepest) => circlesAlong(edgesBetweenFolders(graph, deepest))))];
}
