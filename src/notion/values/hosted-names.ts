import type { PropertySchema } from '../../content/properties/property-types.js';

/** `date:Due:start`, and the names of columns that Notion's own MCP server keeps for itself, such as `userDefined:URL`. */
const DATE_PART = /^date:(.+):(start|end|is_datetime|time_zone)$/s;
const OWN_NAME = /^userDefined:(.+)$/s;

/**
 * Values by the names of their properties. Notion's own MCP server gives the ends of a date names of their own, and models
 * that know it write them here too. A name that a property has is taken as it is.
 */
export function plainNames(
  given: Readonly<Record<string, unknown>>,
  properties: readonly PropertySchema[],
): readonly (readonly [name: string, value: unknown])[] {
  const known = new Set(properties.map(({ name }) => name));
  const dates = new Map<string, Record<string, unknown>>();
  const plain = Object.entries(given).flatMap(([name, value]): [string, unknown][] => {
    const [, column, part] = known.has(name) ? [] : (DATE_PART.exec(name) ?? []);
    if (column === undefined || part === undefined) {
      return [[known.has(name) ? name : (OWN_NAME.exec(name)?.[1] ?? name), value]];
    }
    const date = dates.get(column);
    dates.set(column, { ...date, [part]: value });
    return [];
  });
  return [...plain, ...[...dates].map(([name, date]) => [name, isCleared(date) ? null : date] as const)];
}

/** An end alone clears nothing: it is left to be refused. */
function isCleared(date: Readonly<Record<string, unknown>>): boolean {
  return 'start' in date && (date['start'] === null || date['start'] === '');
}
