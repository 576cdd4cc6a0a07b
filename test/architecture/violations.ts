import { posix } from 'node:path';
import type { ImportGraph, ResolvedImport } from './import-graph.js';

export interface Room {
  /** From `src/`, ending in a slash; `tools/` lies beside `src/`; a file right below `src/` is a room of its own. */
  readonly path: string;
  /** One sentence. */
  readonly job: string;
  /** Paths from `src/`: rooms with all that lies below them (`a/`), the files of a room alone (`a/*`), or single files. */
  readonly imports: readonly string[];
  /** Packages; none by default. */
  readonly packages?: readonly string[];
  /** Modules of Node without `node:`, where a room may not have all. */
  readonly builtIns?: readonly string[];
  /** May not import what is for all rooms either. */
  readonly isAlone?: boolean;
}

/** `src/content/print/print.ts` → `content/print/print.ts`. */
const fromSrc = (path: string): string => path.replace(/^src\//, '');

/** Whether the place is this file, a folder that holds it (`a/`), or one in which it lies itself (`a/*`). */
function holds(place: string, path: string): boolean {
  if (place.endsWith('/*')) {
    return posix.dirname(path) === posix.dirname(place);
  }
  return place.endsWith('/') ? path.startsWith(place) : path === place;
}

/** The innermost room that holds this file. */
export function roomOf(path: string, rooms: readonly Room[]): Room | undefined {
  return rooms
    .filter((room) => holds(room.path, fromSrc(path)))
    .toSorted((one, other) => other.path.length - one.path.length)[0];
}

/** The table, and what every room may import that does not stand alone. */
export interface Layers {
  readonly rooms: readonly Room[];
  readonly forAll: readonly string[];
}

/** Whether a file of this room may import so. */
function isAllowed({ to, external }: ResolvedImport, room: Room, { rooms, forAll }: Layers): boolean {
  if (!external) {
    const places = room.isAlone ? room.imports : [...room.imports, ...forAll];
    return roomOf(to, rooms) === room || places.some((place) => holds(place, fromSrc(to)));
  }
  if (to.startsWith('node:')) {
    return room.builtIns?.includes(to.slice('node:'.length)) ?? true;
  }
  return room.packages?.includes(to) ?? false;
}

/** Imports that the table does not allow, and files that no room holds, each in a sentence. */
export function violations(graph: ImportGraph, layers: Layers): readonly string[] {
  return [...graph.values()].flatMap(({ path, imports }) => {
    const room = roomOf(path, layers.rooms);
    if (!room) {
      return [`${path} belongs to no room.`];
    }
    return imports
      .filter((each) => !isAllowed(each, room, layers))
      .map(({ kind, to }) => `${path} may not import ${to} (${kind}): ${room.path} ${room.job}`);
  });
}

/** What the table allows and no file does, so that the table tells how it is. */
export function unneededPermissions(graph: ImportGraph, { rooms }: Layers): readonly string[] {
  return rooms.flatMap((room) => {
    const imports = [...graph.values()]
      .filter(({ path }) => roomOf(path, rooms) === room)
      .flatMap((file) => file.imports);
    const needed = (allowed: (each: ResolvedImport) => boolean): boolean => imports.some(allowed);
    return [
      ...room.imports.filter(
        (place) =>
          !needed(({ to, external }) => !external && holds(place, fromSrc(to)) && roomOf(to, rooms) !== room),
      ),
      ...(room.packages ?? []).filter((name) => !needed(({ to }) => to === name)),
      ...(room.builtIns ?? []).filter((name) => !needed(({ to }) => to === `node:${name}`)),
    ].map((name) => `${room.path} may import ${name}, and does not.`);
  });
}
