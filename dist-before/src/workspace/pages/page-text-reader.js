import { forgetFoundPage, retrievePage, retrievePageMarkdown, } from '../../notion/endpoints/pages.js';
import { undefinedOnToolError } from '../tolerate.js';
import { keepText, keptIfSame, keptIfUnedited, keptState } from './kept-text.js';
import { readPageDocument } from './page-document.js';
/** Reads the text of one page for one call, or takes what an earlier call has kept of it. */
export class PageTextReader {
    #session;
    #lookups;
    #wanted;
    #kept;
    #page;
    /** Whether the id is known to be that of a page, without a look at it. */
    #isPage = false;
    /** It is kept already, and no longer for being used again. */
    #reused;
    /** To be made before the page is read: what a search has found does not tell whether it was edited since. */
    constructor(session, lookups, wanted) {
        this.#session = session;
        this.#lookups = lookups;
        this.#wanted = wanted;
        this.#kept = wanted.isPart ? keptState(session, wanted) : 'nothing';
        if (this.#kept !== 'nothing') {
            forgetFoundPage(session, wanted.id);
        }
    }
    /** `id`: the page wanted, or the one that turned out to hold the block that was. `page`: where it is being read anyway. */
    async read(id, page) {
        const session = this.#session;
        const wanted = this.#wanted;
        const state = id === wanted.id ? this.#kept : 'nothing';
        const reading = page ?? (state === 'provable' ? retrievePage(session, id) : undefined);
        reading?.catch(() => { });
        this.#page = reading;
        this.#isPage = id === wanted.id && (state !== 'nothing' || wanted.isNext);
        const read = (text) => readPageDocument(session, id, this.#lookups, { transcripts: wanted.transcripts, page: reading, text });
        if (state === 'nothing') {
            return read();
        }
        if (state === 'provable' && reading !== undefined) {
            this.#reused = await keptIfUnedited(session, wanted, reading);
            if (this.#reused !== undefined) {
                return this.#reused;
            }
        }
        const text = retrievePageMarkdown(session, id, wanted);
        const answer = await undefinedOnToolError(() => text);
        return (answer && keptIfSame(session, wanted, answer)) ?? read(text);
    }
    /** Keeps the text for the parts that are left. */
    async keep(document) {
        const reading = this.#page;
        const page = reading && (await undefinedOnToolError(() => reading));
        if ((page !== undefined || (reading === undefined && this.#isPage)) && document !== this.#reused) {
            keepText(this.#session, this.#wanted, page, document, this.#wanted.now);
        }
    }
}
