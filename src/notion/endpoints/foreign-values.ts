import type { PageObjectResponse, PropertyItemObjectResponse } from '@notionhq/client';
import { withoutForeignTitles } from './foreign-titles.js';
import type { NotionSession } from '../session.js';

/**
 * In lockdown, a page without what Notion computed from words of other pages: texts of formulas and lists of rollups do
 * not tell whose words they are. Numbers, dates and ticks stay.
 */
export function withoutForeignValues(session: NotionSession, page: PageObjectResponse): PageObjectResponse {
  const { lockdown } = session;
  if (lockdown === undefined) {
    return page;
  }
  const properties = Object.fromEntries(
    Object.entries(page.properties).map(([name, value]): [string, typeof value] => {
      if (
        value.type === 'formula' &&
        value.formula.type === 'string' &&
        (value.formula.string ?? '') !== ''
      ) {
        lockdown.omit('computed value', `${page.id}/${value.id}`);
        return [name, { ...value, formula: { ...value.formula, string: null } }];
      }
      if (value.type === 'rollup' && value.rollup.type === 'array' && value.rollup.array.length > 0) {
        lockdown.omit('computed value', `${page.id}/${value.id}`);
        return [name, { ...value, rollup: { ...value.rollup, array: [] } }];
      }
      return [name, value];
    }),
  );
  return { ...page, properties };
}

/** The same for a property that is read on its own: the items of a rollup are values of other pages. */
export function itemsWithoutForeignValues(
  { lockdown }: NotionSession,
  place: string,
  items: PropertyItemObjectResponse[],
  isRollup: boolean,
): PropertyItemObjectResponse[] {
  if (lockdown === undefined) {
    return items;
  }
  const kept = isRollup
    ? []
    : items.filter((item) => !(item.type === 'formula' && item.formula.type === 'string'));
  if (kept.length < items.length) {
    lockdown.omit('computed value', place);
  }
  return kept.map(withoutForeignTitles);
}
