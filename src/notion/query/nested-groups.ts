import { InputError } from '../../errors.js';
import { say } from '../../text/words.js';
import type { WhereItem } from './conditions/planned-condition.js';
import { isGroup, twoLevels, type FilterTree } from './conditions/two-levels.js';
import { formOf } from './where.js';

/** A `where` with what it means for its items to match. */
interface MatchedItems {
  readonly where: readonly WhereItem[];
  readonly match: 'all' | 'any';
}

/**
 * The same question without groups inside groups, which Notion's own filters have: `any` of conditions and `all` groups.
 * Rejects with an `InputError` where that takes too many conditions.
 */
export function withoutNesting(where: readonly WhereItem[], match: 'all' | 'any'): MatchedItems {
  const isNested = where.some((item) => groupsIn(item).length > 0);
  if (!isNested) {
    return { where, match };
  }
  const tree = twoLevels(group(match, where, 'where'));
  if (tree === undefined) {
    throw new InputError(
      'where',
      say`These groups in groups do not fit into the two levels of Notion's filters.`,
      say`Use one call per alternative.`,
    );
  }
  const isAll = !isGroup(tree) || tree.join === 'and';
  return { match: isAll ? 'all' : 'any', where: isGroup(tree) ? tree.parts.map(itemOf) : [tree] };
}

function groupsIn({ any = [], all = [] }: WhereItem): readonly WhereItem[] {
  return [...any, ...all].filter((inner) => inner.any !== undefined || inner.all !== undefined);
}

function group(match: 'all' | 'any', items: readonly WhereItem[], argument: string): FilterTree {
  return {
    join: match === 'all' ? 'and' : 'or',
    parts: items.map((item, position) => treeOf(item, `${argument}[${position}]`)),
  };
}

function treeOf(item: WhereItem, argument: string): FilterTree {
  const form = formOf(item, argument);
  return form === 'condition' ? { ...item } : group(form, item[form] ?? [], `${argument}.${form}`);
}

function itemOf(tree: FilterTree): WhereItem {
  return isGroup(tree) ? { [tree.join === 'and' ? 'all' : 'any']: tree.parts.map(itemOf) } : tree;
}
