import { shortUrl } from '../../../content/notion-id.js';
import { titleText } from '../../../content/print/title-text.js';
import { say } from '../../../text/words.js';
import { titleOf } from '../../names/titles.js';
import { authorIds, readAuthors } from '../authors.js';
import { setPageState } from '../organize/page-state.js';
import { refused } from './inverse.js';
import { invertPage } from './page-in-use.js';
/** The end of a page's making may be in the next minute, and Notion cuts times to minutes. */
const MADE_WITHIN_MS = 60_000;
/** A page that was made goes to the trash, unless somebody has edited it since, or it is there already. */
export const invertCreation = (session, step, { ids, editedAt }) => Promise.all(ids.map((id) => invertPage(session, step, id, async (page) => {
    const authors = authorIds(await readAuthors(session));
    const isOurs = authors.size === 0 || authors.has(page.last_edited_by.id);
    if (editedAt === undefined) {
        return refused(step, say `Whether it was edited since is not known.`);
    }
    if (!isOurs || Date.parse(page.last_edited_time) > Date.parse(editedAt) + MADE_WITHIN_MS) {
        return refused(step, say `It was edited since, at ${page.last_edited_time}.`);
    }
    return {
        kind: 'possible',
        unit: 'page',
        step: setPageState(session, page, 'trash'),
        shown: `${titleText(titleOf(page))} ${shortUrl(page.url)}: to the trash`,
        lost: [],
    };
}, { kind: 'needless' })));
