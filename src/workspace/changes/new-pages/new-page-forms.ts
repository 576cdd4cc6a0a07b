import { isTitle, propertiesOf } from '../../../notion/query/columns/find-property.js';
import type { Schema } from '../../../content/properties/property-types.js';
import type { GivenValues } from '../pages/plan-values.js';

/** Pages as texts: a line is a title, several lines are content that begins with one. */
export function readNewPages(written: unknown): unknown {
  return Array.isArray(written) ? written.map(readNewPage) : written;
}

function readNewPage(page: unknown): unknown {
  return typeof page !== 'string' ? page : /\n/.test(page.trim()) ? { content: page } : { title: page };
}

/** `Name` is what Notion calls the title of most databases: it means the title of a page that is given no other. */
export function withTitle(
  schema: Schema,
  {
    title = '',
    properties = {},
  }: { readonly title?: string | undefined; readonly properties?: GivenValues | undefined },
): GivenValues {
  const columns = propertiesOf(schema);
  const isKnown = (name: string): boolean =>
    columns.some((column) => column.name.toLowerCase() === name.toLowerCase());
  const names = Object.keys(properties);
  const name = names.find((each) => /^(?:page )?name$/i.test(each) && !isKnown(each));
  const own = columns.find(isTitle)?.name ?? 'title';
  const isTitled =
    title.trim() !== '' || names.some((each) => [own.toLowerCase(), 'title'].includes(each.toLowerCase()));
  return name === undefined || isTitled
    ? properties
    : Object.fromEntries(
        Object.entries(properties).map(([each, value]) => [each === name ? own : each, value]),
      );
}
