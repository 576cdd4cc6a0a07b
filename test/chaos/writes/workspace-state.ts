import { isInTrash, isUnderTrash } from '../../../src/sandbox/trash.js';
import type { StoredValue } from '../../../src/sandbox/model/property.js';
import type { PageRecord, Parent, Workspace } from '../../../src/sandbox/workspace.js';

/** Who edited something last and when is not what it says. */
const UNCOMPARED = new Set(['edited', 'editedBy']);
/** Lists of ids in their order, in which what is in the trash keeps its place. */
const LISTS = new Set(['children', 'rows', 'dataSources']);

/** All that a workspace holds outside of its trash, by id: pages, blocks, comments, databases, schemas and views. */
export function stateOf(workspace: Workspace): ReadonlyMap<string, string> {
  const { pages, blocks, comments, databases, dataSources, views, trash } = workspace;
  const isKept = (id: string, parent: Parent): boolean => !trash.has(id) && !isUnderTrash(workspace, parent);
  const isKeptDatabase = (id: string): boolean => {
    const database = databases.get(id);
    return database !== undefined && isKept(id, database.parent);
  };
  return new Map([
    ...[...pages.values()]
      .filter((page) => !isInTrash(workspace, page))
      .map((page) => [page.id, written(workspace, { ...page, values: valuesOf(page) })] as const),
    ...[...blocks.values()]
      .filter(({ id, parent }) => isKept(id, parent) && !pages.has(id) && !databases.has(id))
      .map((block) => [block.id, written(workspace, block)] as const),
    ...[...databases.values()]
      .filter(({ id, parent }) => isKept(id, parent))
      .map((database) => [database.id, written(workspace, database)] as const),
    ...[...dataSources.values()]
      .filter(({ databaseId }) => isKeptDatabase(databaseId))
      .map((source) => [source.id, written(workspace, source)] as const),
    ...[...views.values()]
      .filter(({ databaseId }) => isKeptDatabase(databaseId))
      .map((view) => [view.id, written(workspace, view)] as const),
    ...comments.map((comment) => [comment.id, written(workspace, comment)] as const),
  ]);
}

/** A column that was filled and cleared is as empty as one that never was. */
function valuesOf({ values }: PageRecord): Readonly<Record<string, StoredValue>> {
  return Object.fromEntries(
    [...values].filter(([, { type: _type, ...value }]) =>
      Object.values(value).some(
        (part) => part !== null && part !== false && !(Array.isArray(part) && part.length === 0),
      ),
    ),
  );
}

/** What two states differ in. */
interface Differences {
  /** A line each. */
  readonly real: readonly string[];
  /** Lists that hold the same in another order: what was moved away comes back to the end, for Notion takes no place. */
  readonly reordered: readonly string[];
}

export function differencesOf(
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
): Differences {
  const ids = [...new Set([...before.keys(), ...after.keys()])].filter(
    (id) => before.get(id) !== after.get(id),
  );
  const isReordered = (id: string): boolean => {
    const [was, is] = [before.get(id), after.get(id)];
    return was !== undefined && is !== undefined && withoutOrder(was) === withoutOrder(is);
  };
  const line = (id: string): string =>
    `${id}: ${before.get(id) ?? 'was not there'} → ${after.get(id) ?? 'is gone'}`;
  return {
    real: ids.filter((id) => !isReordered(id)).map(line),
    reordered: ids.filter(isReordered).map(line),
  };
}

function withoutOrder(state: string): string {
  return JSON.stringify(JSON.parse(state), (key, value: unknown) =>
    LISTS.has(key) && Array.isArray(value) ? value.map(String).toSorted() : value,
  );
}

function written(workspace: Workspace, record: object): string {
  return JSON.stringify(record, (key, value: unknown) => {
    if (UNCOMPARED.has(key) || (key === 'archived' && value === false)) {
      return undefined;
    }
    if (value instanceof Object && !Array.isArray(value)) {
      // Values that were set and cleared stand in another order.
      return Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)));
    }
    return LISTS.has(key) && Array.isArray(value)
      ? value.filter((id) => !workspace.trash.has(String(id)))
      : value;
  });
}
