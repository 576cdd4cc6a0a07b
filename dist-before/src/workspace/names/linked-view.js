import { AccessError, InputError, UnexpectedResponseError } from '../../errors.js';
import { say } from '../../text/words.js';
/** The database that an argument means shows rows of another one, and Notion's databases endpoint does not say which. */
export class LinkedViewError extends InputError {
    /** Dashed. */
    databaseId;
    constructor(argument, databaseId, options) {
        super(argument, say `This is a linked view of another database, which Notion's API does not name here or which is not shared with this connection.`, say `Pass the original database by URL or name (in Notion, open it from the linked view's title); notion_list_databases lists those that are shared.`, options);
        this.databaseId = databaseId;
    }
}
/**
 * Whether two reads of an id that is no page's failed as they do for a linked view: there is such a database, but Notion
 * refuses to give it (400), and no such data source (404). A malformed id is refused by both. Under lockdown a page that
 * is blocked looks the same, so that nothing is concluded.
 */
export function isLinkedView(session, databaseMiss, dataSourceMiss) {
    return (session.lockdown === undefined &&
        databaseMiss instanceof UnexpectedResponseError &&
        dataSourceMiss instanceof AccessError);
}
