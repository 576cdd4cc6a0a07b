import { markedId } from '../../content/notion-id.js';
import { titleText } from '../../content/print/title-text.js';
import type { Group } from '../../notion/query/group.js';
import type { NotionSession } from '../../notion/session.js';
import type { RequestAllowance } from '../lookup-budget.js';
import { lookUpNames, type LookedUpNames } from '../names/look-up-names.js';

/** Names of the pages and people that rows were counted under; the pages are rows of `rowsOf`, if that is known. */
export function lookUpGroups(
  session: NotionSession,
  groups: readonly Group[],
  allowance: RequestAllowance,
  rowsOf: string | undefined,
): Promise<LookedUpNames> {
  const titles = groups.flatMap((group) => ('titleId' in group ? [group.titleId] : []));
  const users = groups.flatMap((group) =>
    'userId' in group && group.label === undefined ? [group.userId] : [],
  );
  const related = rowsOf === undefined ? [] : [{ dataSourceId: rowsOf, ids: titles }];
  return lookUpNames(session, { titles, users }, allowance, related);
}

/** What a group is called, printed; a marked id, as everywhere else, where the name is not known. */
export function groupName(group: Group, names: LookedUpNames): string {
  if ('titleId' in group) {
    return printed(names.title(group.titleId), 'page', group.titleId);
  }
  return 'userId' in group
    ? printed(group.label ?? names.user(group.userId), 'user', group.userId)
    : titleText(group.label);
}

function printed(name: string | undefined, kind: string, id: string): string {
  return name === undefined ? markedId(kind, id) : titleText(name);
}
