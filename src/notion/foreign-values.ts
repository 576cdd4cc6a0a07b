import type { PageObjectResponse } from '@notionhq/client';
import type { NotionSession } from './session.js';

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
