import { plainContent } from './model/rich-text.js';
import type { Span } from './model/rich-text.js';
import type { PageRecord, Workspace } from './workspace.js';

/** The id of the title property in every data source and on every plain page. */
export const titlePropertyId = 'title';

/** The title of a page as it is stored. */
function titleSpans(page: PageRecord): readonly Span[] {
  const value = page.values.get(titlePropertyId);
  return value?.type === 'title' ? value.text : [];
}

/** Plain title of a page; empty where it has none. */
export function pageTitle(page: PageRecord): string {
  return plainContent(titleSpans(page));
}

/** Plain title of a page or database by id; empty where there is none. */
export function titleOf(workspace: Workspace, id: string): string {
  const page = workspace.pages.get(id);
  if (page !== undefined) {
    return pageTitle(page);
  }
  return plainContent(workspace.databases.get(id)?.title ?? []);
}
