import { plainContent } from './model/rich-text.js';
/** The id of the title property in every data source and on every plain page. */
export const titlePropertyId = 'title';
/** The title of a page as it is stored. */
function titleSpans(page) {
    const value = page.values.get(titlePropertyId);
    return value?.type === 'title' ? value.text : [];
}
/** Plain title of a page; empty where it has none. */
export function pageTitle(page) {
    return plainContent(titleSpans(page));
}
/** Plain title of a page or database by id; empty where there is none. */
export function titleOf(workspace, id) {
    const page = workspace.pages.get(id);
    if (page !== undefined) {
        return pageTitle(page);
    }
    return plainContent(workspace.databases.get(id)?.title ?? []);
}
