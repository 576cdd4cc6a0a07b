import type { PageObjectResponse } from '@notionhq/client';
import { listPropertyItems } from '../../notion/endpoints/pages.js';
import type { Schema } from '../../notion/query/columns/property-types.js';
import type { NotionSession } from '../../notion/session.js';
import type { RequestAllowance } from '../lookup-budget.js';
import { relatedFromOtherSide } from './complete-relations.js';
import { readAll } from '../read-all.js';
import { tolerate } from '../tolerate.js';

type Property = PageObjectResponse['properties'][string];

/** Notion shows this many references of a property in a page; the rest has to be asked for. */
const SHOWN_REFERENCES = 25;

/**
 * Completes the relation, people and list rollup values of which Notion shows only the first 25, in place. Returns how
 * many values stay incomplete because the allowance was used up or Notion could not be asked.
 */
export async function completeValues(
  session: NotionSession,
  pages: readonly PageObjectResponse[],
  allowance: RequestAllowance,
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
      completeValue(session, { pageId: page.id, name, property }, allowance, schema),
    ),
  );
  return completed.filter((whole) => !whole).length;
}

/** Whether a relation goes on past what the page shows. `has_more` is in every answer but not in the library's types. */
export function hasMore(property: Property | undefined): boolean {
  return property?.type === 'relation' && 'has_more' in property && property.has_more === true;
}

function mayBeCut(property: Property): boolean {
  switch (property.type) {
    case 'people':
      return property.people.length >= SHOWN_REFERENCES;
    case 'rollup':
      return property.rollup.type === 'array' && property.rollup.array.length >= SHOWN_REFERENCES;
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
  allowance: RequestAllowance,
  schema: Schema | undefined,
): Promise<boolean> {
  const column = schema?.[name];
  if (property.type === 'relation' && column !== undefined) {
    const known = property.relation.map(({ id }) => id);
    const ids = await relatedFromOtherSide(session, pageId, column, known, allowance);
    if (ids !== undefined) {
      Object.assign(property, { relation: ids.map((id) => ({ id })), has_more: false });
      return true;
    }
  }
  const read = await tolerate(() =>
    readAll(allowance, (cursor) => listPropertyItems(session, pageId, property.id, cursor)),
  );
  if (read?.complete !== true) {
    return false;
  }
  const { items } = read;
  if (property.type === 'relation') {
    const relation = items.flatMap((item) => (item.type === 'relation' ? [item.relation] : []));
    Object.assign(property, { relation, has_more: false });
  } else if (property.type === 'people') {
    property.people = items.flatMap((item) => (item.type === 'people' ? [item.people] : []));
  } else if (property.type === 'rollup' && property.rollup.type === 'array') {
    // A rollup's items are those of the property it rolls up, without their list.
    property.rollup.array = items as unknown as typeof property.rollup.array;
  }
  return true;
}
