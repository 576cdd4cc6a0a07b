import type { Group } from '../notion/query/group.js';
import type { NotionSession } from '../notion/session.js';
import type { RequestAllowance } from './allowance.js';
import { lookUpNames, type LookedUpNames } from './names.js';

/** Names of the pages and people that rows were counted under. */
export function lookUpGroups(
  session: NotionSession,
  groups: readonly Group[],
  allowance: RequestAllowance,
  rowsOf: Iterable<string>,
): Promise<LookedUpNames> {
  const titles = groups.flatMap((group) => ('titleId' in group ? [group.titleId] : []));
  const users = groups.flatMap((group) =>
    'userId' in group && group.label === undefined ? [group.userId] : [],
  );
  return lookUpNames(session, { titles, users }, allowance, rowsOf);
}

/** What a group is called; a marked id where the name is not known. */
export function groupName(group: Group, names: LookedUpNames): string {
  if ('titleId' in group) {
    return names.title(group.titleId) ?? `[page ${group.titleId}]`;
  }
  return group.label ?? ('userId' in group ? (names.user(group.userId) ?? `[user ${group.userId}]`) : '');
}
