import { shortUrl } from '../../content/notion-id.js';
import { plainFromDialect } from '../../content/markdown/markdown-inline.js';
import { InputError } from '../../errors.js';
import { cacheFoundPage } from '../../notion/endpoints/pages.js';
import { titlesMeant } from '../../notion/object-state.js';
import { searchTitles } from '../../notion/endpoints/search.js';
import { matchText } from '../../text/match-text.js';
import { didYouMean } from '../../text/suggest.js';
import { EMPTY_WORDS, listNames, listWords, say, Words } from '../../text/words.js';
import { isComplete, unreadText } from '../list-end.js';
import { LookupBudget } from '../lookup-budget.js';
import { readUntil } from '../read-all.js';
import { dataSourceReference } from './find-database.js';
import { pagePath } from './page-path.js';
import { cacheSummary, UNTITLED } from './titles.js';
/** Titles in one search, Notion's maximum, and searches: Notion finds titles with any of the words. */
const TITLES_PER_SEARCH = 100;
const MAX_SEARCHES = 3;
/** Pages of one title that are described, and requests for where they lie. */
const MAX_CHOICES = 10;
const MAX_PATH_REQUESTS = 10;
/** Other titles that an error names. */
const MAX_OTHER_TITLES = 5;
/** Pages as the end of their list is worded. */
export const PAGES = {
    one: say `page`,
    several: say `pages`,
    narrow: say `use more of the title.`,
};
const HEADING_SIGN = /^#{1,6}\s+/;
const FILE_ENDING = /\.(?:md|html|pdf)$/i;
const SIGNS_AROUND = /^["'“”‘’`[]|["'“”‘’`\]]$/g;
/**
 * The id of the one page with this title. Several pages of the title, none, and a database of the title are an `InputError`
 * that names what there is.
 */
export async function findPageByTitle(session, text) {
    const wanted = titlesWanted(text);
    const query = wanted.at(-1) ?? text;
    const described = (objects) => objects.map((object) => ({ object, summary: cacheSummary(session, object) }));
    const read = await readUntil((cursor) => searchTitles(session, { query, pageSize: TITLES_PER_SEARCH, cursor }), MAX_SEARCHES, (found) => titled(wanted, described(found).filter(isPage)).length > 0);
    const seen = described(read.items);
    const pages = titled(wanted, seen.filter(isPage));
    const [only, ...others] = pages;
    if (only !== undefined && others.length > 0) {
        throw await severalPages(session, pages);
    }
    if (only !== undefined) {
        cacheWhole(session, only.object);
        return only.summary.id;
    }
    const [database] = titled(wanted, seen);
    throw database === undefined
        ? noPage(text, seen, read)
        : databaseGiven(dataSourceReference(database.summary.id), database.summary.id);
}
/** From what was written to what is without the signs around it: answers print titles escaped, exports end in `.md`. */
function titlesWanted(text) {
    const plain = plainFromDialect(text);
    const bare = plain.replace(HEADING_SIGN, '').replace(FILE_ENDING, '').replaceAll(SIGNS_AROUND, '').trim();
    return [...new Set([text, plain, bare].filter((title) => title !== '').flatMap(titlesMeant))];
}
/** A database where a page is wanted. It tells how one is read; what changes pages tells how one is changed. */
export class DatabaseGivenError extends InputError {
    /** To callers and in telemetry it is any other argument that cannot be. */
    name = 'InputError';
}
/** The error for a database where a page is wanted. */
export function databaseGiven(reference, id) {
    const database = Words.argument('database', reference, id);
    return new DatabaseGivenError('page', say `This is a database, not a page.`, say `For its columns call notion_describe_database ${database}, for its rows notion_query_database ${database}.`);
}
function isPage({ object }) {
    return object.object === 'page';
}
/** Those of the title; in the trash only if there are no others. */
function titled(wanted, objects) {
    const titles = objects.map(({ summary }) => summary.title);
    for (const text of wanted) {
        const match = matchText(text, titles);
        const meant = 'match' in match ? [match.match] : match.similar;
        const found = objects.filter(({ summary }) => meant.includes(summary.title));
        if (found.length > 0) {
            const kept = found.filter(({ summary }) => summary.state === undefined);
            return kept.length > 0 ? kept : found;
        }
    }
    return [];
}
/** Saves the request for the page, unless a search of this session gives no values: a row has more than its title. */
function cacheWhole(session, object) {
    if (object.object !== 'page') {
        return;
    }
    const isRow = object.parent.type === 'data_source_id' || object.parent.type === 'database_id';
    if (!isRow || Object.keys(object.properties).length > 1) {
        cacheFoundPage(session, object);
    }
}
async function severalPages(session, pages) {
    const lookups = new LookupBudget(MAX_PATH_REQUESTS);
    const choices = await Promise.all(pages.slice(0, MAX_CHOICES).map(async ({ object, summary }) => ({
        url: shortUrl(object.url),
        path: await pagePath(session, summary.parent, lookups),
        edited: object.last_edited_time.slice(0, 10),
    })));
    const listed = listWords(choices, ({ url, path, edited }) => say `${Words.address(url)} (${path === '' ? EMPTY_WORDS : say `in ${path}, `}edited ${Words.term(edited)})`, '; ');
    const more = pages.length > choices.length ? say ` and ${pages.length - choices.length} more` : EMPTY_WORDS;
    return new InputError('page', say `${pages.length} pages have this title: ${listed}${more}.`, say `Pass one of these URLs.`);
}
function noPage(text, seen, read) {
    const pages = seen.filter(isPage);
    const titles = [...new Set(pages.map(({ summary }) => summary.title))].filter((title) => title !== UNTITLED);
    const suggestion = didYouMean(text, titles);
    const others = titles.slice(0, MAX_OTHER_TITLES);
    const found = others.length === 0 ? EMPTY_WORDS : say `Pages with some of the words: ${listNames(others)}. `;
    return new InputError('page', isComplete(read)
        ? say `No page with exactly this title is shared with this connection.`
        : say `No page with exactly this title is among the ${pages.length} that were found by these words. ${unreadText(read, PAGES)}`, say `${suggestion}${found}Pass a page's URL or id; notion_search finds pages by words of the title.`);
}
