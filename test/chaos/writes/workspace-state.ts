import { isInTrash, isUnderTrash } from '../../../src/sandbox/trash.js';
import type { Parent, Workspace } from '../../../src/sandbox/workspace.js';

/** Who edited something last and when is not what it says. */
const UNCOMPARED = new Set(['edited', 'editedBy']);

/** All that a workspace holds outside of its trash, by id: pages, blocks, comments and schemas. */
export function stateOf(workspace: Workspace): ReadonlyMap<string, string> {
  const { pages, blocks, comments, databases, dataSources, trash } = workspace;
  const isKept = (id: string, parent: Parent): boolean => !trash.has(id) && !isUnderTrash(workspace, parent);
  return new Map([
    ...[...pages.values()]
      .filter((page) => !isInTrash(workspace, page))
      .map((page) => [page.id, written(workspace, { ...page, values: [...page.values] })] as const),
    ...[...blocks.values()]
      .filter(({ id, parent }) => isKept(id, parent) && !pages.has(id) && !databases.has(id))
      .map((block) => [block.id, written(workspace, block)] as const),
    ...[...databases.values()]
      .filter(({ id, parent }) => isKept(id, parent))
      .map((database) => [database.id, written(workspace, database)] as const),
    ...[...dataSources.values()]
      .filter(({ id, databaseId }) => isKept(id, { kind: 'data_source', id: databaseId }))
      .map((source) => [source.id, written(workspace, source)] as const),
    ...comments.map((comment) => [comment.id, written(workspace, comment)] as const),
  ]);
}

/** What is different, a line each. */
export function differences(
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
): readonly string[] {
  return [...new Set([...before.keys(), ...after.keys()])]
    .filter((id) => before.get(id) !== after.get(id))
    .map((id) => `${id}: ${before.get(id) ?? 'was not there'} → ${after.get(id) ?? 'is gone'}`);
}

/** Lists of children and rows without what is in the trash: it keeps its place there. */
function written(workspace: Workspace, record: object): string {
  return JSON.stringify(record, (key, value: unknown) => {
    if (UNCOMPARED.has(key)) {
      return undefined;
    }
    return (key === 'children' || key === 'rows' || key === 'dataSources') && Array.isArray(value)
      ? value.filter((id) => !workspace.trash.has(String(id)))
      : value;
  });
}
