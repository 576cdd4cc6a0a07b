import { InputError } from '../../../errors.js';
import type { PropertySchema, Schema } from '../../../content/properties/property-types.js';
import { findProperty, isTitle, propertiesOf } from '../../../notion/query/columns/find-property.js';
import { plainNames } from '../../../notion/values/hosted-names.js';
import { isListProperty, planValue, type PropertyPayload } from '../../../notion/values/plan-value.js';
import type { Calendar } from '../../../notion/query/dates/calendar-days.js';
import { foldName } from '../../../text/fold-name.js';
import { matchText } from '../../../text/match-text.js';
import { nameAmong, say, Words } from '../../../text/words.js';
import type { NotionSession } from '../../../notion/session.js';
import { payloadOf } from './named-entries.js';
import { pageField, planPageField, type PageField } from './page-fields.js';

/** Values by the names that the caller wrote. */
export type GivenValues = Readonly<Record<string, unknown>>;

/** Values in Notion's terms. */
export interface PlannedValues {
  /** By the names of the properties. */
  readonly properties: ReadonlyMap<string, PropertyPayload>;
  readonly fields: ReadonlyMap<PageField, unknown>;
  /** Line breaks that arrived as a backslash and a letter were repaired somewhere. */
  readonly isRepaired: boolean;
}

/** How values are read. */
export interface PlanRule {
  readonly newOptions: boolean;
  /** By which words for days are read; they are refused without one. */
  readonly calendar?: Calendar | undefined;
}

/** Several problems told at once, up to this many. */
const MAX_PROBLEMS = 20;

/** Collects the problems of all values, so that the caller can fix them together. */
export class Problems {
  readonly #errors: InputError[] = [];

  /** Runs one check. Anything but a problem with an argument ends the call. */
  async try<Result>(check: () => Result | Promise<Result>): Promise<Result | undefined> {
    try {
      return await check();
    } catch (error) {
      if (error instanceof InputError) {
        this.#errors.push(error);
        return undefined;
      }
      throw error;
    }
  }

  /** Runs checks together, since each may ask Notion; their problems are in the order of the checks. */
  async tryAll<Result>(
    checks: readonly (() => Result | Promise<Result>)[],
  ): Promise<readonly (Result | undefined)[]> {
    const each = checks.map((check) => ({ problems: new Problems(), check }));
    const results = await Promise.all(each.map(({ problems, check }) => problems.try(check)));
    each.forEach(({ problems }) => this.take(problems));
    return results;
  }

  /** Adds those of others. */
  take(others: Problems): void {
    this.#errors.push(...others.#errors);
  }

  /** Throws them as one error; the same one if it is the only one. */
  throwIfAny(): void {
    const [first, ...others] = this.#errors;
    if (first === undefined) {
      return;
    }
    if (others.length === 0) {
      throw first;
    }
    const shown = this.#errors.slice(0, MAX_PROBLEMS);
    const lines = shown.map(
      ({ argument, wording }) => say`${argument}: ${wording.problem} ${wording.advice}`,
    );
    const more = this.#errors.length - shown.length;
    throw new InputError(
      first.argument,
      say`${this.#errors.length} problems; nothing was changed.\n${Words.join(lines, '\n')}`,
      more > 0
        ? say`There are ${more} more. Fix all of them and call again.`
        : say`Fix all of them and call again.`,
    );
  }
}

/** The values of `set` in Notion's terms, people and pages found by name. */
export async function planValues(
  session: NotionSession,
  schema: Schema,
  given: GivenValues,
  argument: string,
  rule: PlanRule,
  problems: Problems,
): Promise<PlannedValues> {
  const properties = new Map<string, PropertyPayload>();
  const fields = new Map<PageField, unknown>();
  let isRepaired = false;
  const plans = plainNames(given, propertiesOf(schema)).map(([name, value]) => async () => {
    const own = fieldNamed(schema, name);
    if (own !== undefined) {
      fields.set(own, planPageField(own, value, argument));
      return;
    }
    requireNoPlace(schema, name, argument);
    const property = findProperty(schema, name, argument);
    if (properties.has(property.name)) {
      throw new InputError(
        argument,
        say`${nameAmong(property.name, [property.name])} is set twice.`,
        say`Pass it once.`,
      );
    }
    const planned = planValue(property, value, argument, rule);
    isRepaired ||= planned.kind === 'payload' && planned.isRepaired === true;
    // Takes its place before anything is awaited, so that the order is that of the call.
    properties.set(property.name, {});
    properties.set(property.name, await payloadOf(session, property, planned, argument));
  });
  await problems.tryAll(plans);
  return { properties, fields, isRepaired };
}

/** Entries that are added to a list, or removed from it, in Notion's terms. */
export async function planEntries(
  session: NotionSession,
  schema: Schema,
  name: string,
  value: unknown,
  argument: string,
  rule: PlanRule,
): Promise<{ readonly property: PropertySchema; readonly entries: readonly unknown[] }> {
  const property = findProperty(schema, name, argument);
  if (!isListProperty(property)) {
    throw new InputError(
      argument,
      say`${nameAmong(property.name, [property.name])} is no list.`,
      say`Use set for it.`,
    );
  }
  const payload = await payloadOf(session, property, planValue(property, value, argument, rule), argument);
  const entries = payload[property.type];
  return { property, entries: Array.isArray(entries) ? entries : [] };
}

/** What other servers take as fields of a page, and a tool of its own does here. */
const ORGANIZED: ReadonlyMap<string, string> = new Map([
  ['intrash', 'trash'],
  ['trash', 'trash'],
  ['trashed', 'trash'],
  ['archived', 'archive'],
  ['isarchived', 'archive'],
  ['parent', 'move'],
]);

function requireNoPlace(schema: Schema, name: string, argument: string): void {
  const action = ORGANIZED.get(foldName(name));
  const names = propertiesOf(schema).map((property) => property.name);
  if (action !== undefined && !('match' in matchText(name, names, 'separators'))) {
    throw new InputError(
      argument,
      say`${name} is no property.`,
      say`notion_organize_pages with action ${Words.term(action)} does this.`,
    );
  }
}

/** A name that no property has may mean a field of the page. */
function fieldNamed(schema: Schema, name: string): PageField | undefined {
  const names = propertiesOf(schema).map((property) => property.name);
  return 'match' in matchText(name, names, 'separators') ? undefined : pageField(name);
}

/** Name of the title property. */
export function titleProperty(schema: Schema): string {
  return propertiesOf(schema).find(isTitle)?.name ?? 'title';
}
