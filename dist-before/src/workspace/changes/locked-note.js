import { field } from '../../text/json.js';
/** Notion's lock stops people in its app, and no request: whoever has a page changed should know that it is locked. */
export function lockedNote(pages, what = 'The page') {
    const locked = pages.filter((page) => field(page, 'is_locked') === true).length;
    if (locked === 0) {
        return '';
    }
    const which = pages.length === 1 ? `${what} is` : `${locked} of the pages ${locked === 1 ? 'is' : 'are'}`;
    return `${which} locked in Notion, which stops people in its app and not this server.`;
}
