import { InputError } from '../../../errors.js';
import type { PropertySchema } from '../../../content/properties/property-types.js';
import { say } from '../../../text/words.js';
import type { NotionSession } from '../../../notion/session.js';
import type { LookupBudget } from '../../lookup-budget.js';
import { mergeList } from './merge-lists.js';
import type { ChangedPage } from './page-schema.js';
import {
  planEntries,
  planValues,
  type GivenValues,
  type PlannedValues,
  type PlanRule,
  type Problems,
} from './plan-values.js';

/** What the caller wants to change. */
export interface GivenChange {
  readonly set: GivenValues;
  readonly add: GivenValues;
  readonly remove: GivenValues;
}

/** The values that a page is to have: those that are set, and lists with what is added and removed. */
export async function planPageChange(
  session: NotionSession,
  found: ChangedPage,
  { set, add, remove }: GivenChange,
  rule: PlanRule,
  problems: Problems,
  lookups: LookupBudget,
): Promise<PlannedValues> {
  const { schema } = found;
  const planned = await planValues(session, schema, set, 'set', rule, problems);
  const lists = new Map<string, { property: PropertySchema; add: unknown[]; remove: unknown[] }>();
  for (const [verb, given] of [
    ['add', add],
    ['remove', remove],
  ] as const) {
    for (const [name, value] of Object.entries(given)) {
      await problems.try(async () => {
        const { property, entries } = await planEntries(session, schema, name, value, verb, rule);
        if (planned.properties.has(property.name)) {
          throw new InputError(
            verb,
            say`A list is set as a whole and added to in one call.`,
            say`Pass each property in set, or in add and remove.`,
          );
        }
        const list = lists.get(property.name) ?? { property, add: [], remove: [] };
        list[verb].push(...entries);
        lists.set(property.name, list);
      });
    }
  }
  const properties = new Map(planned.properties);
  for (const [name, list] of lists) {
    await problems.try(async () => {
      properties.set(name, await mergeList(session, found, list, lookups));
    });
  }
  return { ...planned, properties };
}
