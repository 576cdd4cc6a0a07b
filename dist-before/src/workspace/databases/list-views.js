import { titleText } from '../../content/print/title-text.js';
import { listViews, retrieveView } from '../../notion/endpoints/views.js';
import { databaseIdOf } from '../names/database-names.js';
import { CapabilityError, ToolError } from '../../errors.js';
import { resultOrToolError, undefinedOnToolError } from '../tolerate.js';
/** Views that are named, one request each after the one for the list. */
const MAX_VIEWS = 10;
/** Most requests for the line, so that it cannot use up what other parts of an answer need. */
export const MAX_VIEW_REQUESTS = MAX_VIEWS + 1;
/** Characters of a view's name. */
const MAX_NAME_CHARACTERS = 80;
/**
 * `Views: Open tasks (board), …`: the views that show a data source in its own database, by name and type. Says so where the
 * connection may not read them; '' where Notion gives none: older workspaces of the API, no request left.
 */
export async function viewsLine(session, source, lookups) {
    const databaseId = databaseIdOf(source);
    const list = databaseId !== undefined && lookups.take()
        ? await resultOrToolError(() => listViews(session, databaseId))
        : undefined;
    if (list instanceof CapabilityError) {
        return 'Views: this connection may not read them';
    }
    if (list instanceof ToolError) {
        return '';
    }
    const ids = list?.ids ?? [];
    const read = await Promise.all(ids
        .slice(0, MAX_VIEWS)
        .map((id) => lookups.take() ? undefinedOnToolError(() => retrieveView(session, id)) : Promise.resolve(undefined)));
    const shown = read.filter((view) => view !== undefined && (view.dataSourceId ?? source.id) === source.id);
    const notRead = ids.length - read.filter((view) => view !== undefined).length;
    const further = list?.hasMore === true;
    const more = notRead > 0
        ? ` and ${notRead}${further ? ' or more' : ''} not read`
        : further
            ? ' and more not read'
            : '';
    const names = shown.map(({ name, type }) => `${titleText(name, MAX_NAME_CHARACTERS)} (${titleText(type)})`);
    return names.length === 0 ? '' : `Views: ${names.join(', ')}${more}`;
}
