import type { PageObjectResponse } from '@notionhq/client';
import { listPropertyItems } from '../notion/pages.js';
import type { NotionSession } from '../notion/session.js';
import type { RequestAllowance } from './allowance.js';
import { readAll } from './read-all.js';

type Property = PageObjectResponse['properties'][string];

/** Notion shows this many references of a property in a page; the rest has to be asked for. */
const SHOWN_REFERENCES = 25;

/**
 * Completes the relation, people and list rollup values of which Notion shows only the first 25, in place. Returns how
 * many values stay incomplete because the allowance was used up.
 */
export async function completeValues(
  session: NotionSession,
  pages: readonly PageObjectResponse[],
  allowance: RequestAllowance,
  names?: readonly string[],
): Promise<number> {
  const cut = pages.flatMap((page) =>
    Object.entries(page.properties)
      .filter(([name, property]) => (names === undefined || names.includes(name)) && mayBeCut(property))
      .map(([, property]) => ({ page, property })),
  );
  const completed = await Promise.all(
    cut.map(({ page, property }) => completeValue(session, page.id, property, allowance)),
  );
  return completed.filter((whole) => !whole).length;
}

/** `has_more` sits beside `relation` in every answer but not in the library's types. */
function mayBeCut(property: Property): boolean {
  switch (property.type) {
    case 'relation':
      return 'has_more' in property && property.has_more === true;
    case 'people':
      return property.people.length >= SHOWN_REFERENCES;
    case 'rollup':
      return property.rollup.type === 'array' && property.rollup.array.length >= SHOWN_REFERENCES;
    default:
      return false;
  }
}

async function completeValue(
  session: NotionSession,
  pageId: string,
  property: Property,
  allowance: RequestAllowance,
): Promise<boolean> {
  const { items, complete } = await readAll(allowance, (cursor) =>
    listPropertyItems(session, pageId, property.id, cursor),
  );
  if (!complete) {
    return false;
  }
  if (property.type === 'relation') {
    property.relation = items.flatMap((item) => (item.type === 'relation' ? [item.relation] : []));
    Object.assign(property, { has_more: false });
  } else if (property.type === 'people') {
    property.people = items.flatMap((item) => (item.type === 'people' ? [item.people] : []));
  } else if (property.type === 'rollup' && property.rollup.type === 'array') {
    // A rollup's items are those of the property it rolls up, without their list.
    property.rollup.array = items as unknown as typeof property.rollup.array;
  }
  return true;
}
