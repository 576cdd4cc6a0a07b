import { queryDataSource } from '../../notion/endpoints/databases.js';
import { otherSideOf, relatedSource } from '../../notion/query/columns/column-sources.js';
import { leadingTo } from '../names/related-titles.js';
import { cacheSummary } from '../names/titles.js';
import type { PageObjectResponse } from '@notionhq/client';
import { listPropertyItems } from '../../notion/endpoints/pages.js';
import type { PropertySchema, Schema } from '../../content/properties/property-types.js';
import type { NotionSession } from '../../notion/session.js';
import type { LookupBudget } from '../lookup-budget.js';
import { readAll } from '../read-all.js';
import { undefinedOnToolError } from '../tolerate.js';

type Property = PageObjectResponse['properties'][string];

/** Notion shows this many references of a property in a page; the rest has to be asked for. */
const NOTION_REFERENCE_LIMIT = 25;

/**
 * Completes the relation, people and list rollup values of which Notion shows only the first 25, in place. Returns how
 * many values stay incomplete because the allowance was used up or Notion could not be asked.
 */
export async function completeValues(
  session: NotionSession,
  pages: readonly PageObjectResponse[],
  lookups: LookupBudget,
  schema?: Schema,
  names?: readonly string[],
): Promise<number> {
  const cut = pages.flatMap((page) =>
    Object.entries(page.properties)
      .filter(([name, property]) => (names === undefined || names.includes(name)) && mayBeCut(property))
      .map(([name, property]) => ({ page, name, property })),
  );
  const completed = await Promise.all(
    cut.map(({ page, name, property }) =>
      completeValue(session, { pageId: page.id, name, property }, lookups, schema),
    ),
  );
  return completed.filter((whole) => !whole).length;
}

/** Whether there is more of a relation or of people than the page shows. `has_more` is missing in the library's types. */
export function hasMore(property: Property | undefined): boolean {
  return (
    (property?.type === 'relation' || property?.type === 'people') &&
    'has_more' in property &&
    property.has_more === true
  );
}

function mayBeCut(property: Property): boolean {
  switch (property.type) {
    case 'people':
      return property.people.length >= NOTION_REFERENCE_LIMIT || hasMore(property);
    case 'rollup':
      return property.rollup.type === 'array' && property.rollup.array.length >= NOTION_REFERENCE_LIMIT;
    default:
      return hasMore(property);
  }
}

interface CutValue {
  readonly pageId: string;
  readonly name: string;
  readonly property: Property;
}

async function completeValue(
  session: NotionSession,
  { pageId, name, property }: CutValue,
  lookups: LookupBudget,
  schema: Schema | undefined,
): Promise<boolean> {
  const column = schema?.[name];
  if (property.type === 'relation' && column !== undefined) {
    const known = property.relation.map(({ id }) => id);
    const ids = await relatedFromOtherSide(session, pageId, column, known, lookups);
    if (ids !== undefined) {
      Object.assign(property, { relation: ids.map((id) => ({ id })), has_more: false });
      return true;
    }
  }
  const read = await undefinedOnToolError(() =>
    readAll(lookups, (cursor) => listPropertyItems(session, pageId, property.id, cursor)),
  );
  if (read?.complete !== true) {
    return false;
  }
  const { items } = read;
  if (property.type === 'relation') {
    const relation = items.flatMap((item) => (item.type === 'relation' ? [item.relation] : []));
    Object.assign(property, { relation, has_more: false });
  } else if (property.type === 'people') {
    const people = items.flatMap((item) => (item.type === 'people' ? [item.people] : []));
    Object.assign(property, { people, has_more: false });
  } else if (property.type === 'rollup' && property.rollup.type === 'array') {
    // A rollup's items are those of the property it rolls up, without their list.
    property.rollup.array = items as unknown as typeof property.rollup.array;
  }
  return true;
}

/**
 * All entries of a two-way relation, asked from its other side: a hundred to a request like the property itself, but with
 * their titles. Those that are known stay first, in their order. Undefined where the other side cannot be asked, or does
 * not know of all that are known.
 */
async function relatedFromOtherSide(
  session: NotionSession,
  pageId: string,
  column: PropertySchema,
  known: readonly string[],
  lookups: LookupBudget,
): Promise<string[] | undefined> {
  const dataSourceId = relatedSource(column);
  const back = otherSideOf(column);
  if (dataSourceId === undefined || back === undefined) {
    return undefined;
  }
  const filter = leadingTo(back, [pageId]);
  const read = await undefinedOnToolError(() =>
    readAll(lookups, async (cursor) => {
      const page = await queryDataSource(session, dataSourceId, { filter, propertyIds: ['title'], cursor });
      for (const row of page.items) {
        cacheSummary(session, row);
      }
      return page;
    }),
  );
  const found = new Set(read?.items.map(({ id }) => id));
  const isWhole = read?.complete === true && known.every((id) => found.has(id)) && found.size > known.length;
  return isWhole ? [...new Set([...known, ...found])] : undefined;
}
