import { pluralize } from '../../content/answer/pluralize.js';
import { quote } from '../../text/quote.js';
import { searchWords } from '../../text/search-words.js';
import { listNames } from '../../text/words.js';
import { endOf, isComplete } from '../list-end.js';
import { holdsAllWords } from './rank-titles.js';
const INVISIBLE = 'Pages that are not shared with this connection are invisible to it: in Notion, open the page, choose ••• › Connections and add it; what is new appears within minutes.';
/** The first line of a search's answer. */
export function summariseSearch(facts, texts) {
    const { query, titlesOnly, isContinued, hasMore, end } = facts;
    const { hits, read } = texts;
    if (hits.length === 0 && (hasMore || !isComplete(end))) {
        const matching = query === '' ? '' : ` matching ${quote(query)}`;
        return `No ${isContinued ? 'further ' : ''}title${matching} in this part; ${endOf(end, hasMore)}.`;
    }
    if (hits.length === 0 && !isContinued) {
        return nothingFound(facts, texts);
    }
    const further = isContinued ? 'further ' : '';
    if (query === '') {
        return `${hits.length} ${further}most recently edited${titlesOnly ? ' (id and title)' : ''}; ${endingOf(facts)}.`;
    }
    const isPartial = searchWords(query).typed.includes(' ') &&
        hits.every(({ summary, passage }) => passage === undefined && !holdsAllWords(summary.title, query));
    const isOne = hits.length === 1;
    const noun = isPartial || titlesOnly ? (isOne ? 'title' : 'titles') : isOne ? 'best match' : 'best matches';
    const where = titlesOnly ? 'id and title, best first' : read > 0 ? 'titles, and some texts' : 'titles only';
    const missing = isPartial ? missingWords(query, facts.ranked) : '';
    return `${hits.length} ${further}${noun} ${isPartial ? 'with some of the words of' : 'for'} ${quote(query)} (${where}${missing}); ${endingOf(facts)}.`;
}
/** Which words no title holds: a title with the others, which may be as common as "of", is hardly what was meant. */
function missingWords(query, ranked) {
    const wanted = searchWords(query);
    const held = new Set(ranked.flatMap(({ summary }) => [...wanted.heldBy(summary.title)]));
    const missing = wanted.words.filter((_, index) => !held.has(index));
    return missing.length === 0 ? '' : `; none holds ${String(listNames(missing))}`;
}
/** Notion finds titles with any of the words, so the number of hits counts those as well. */
function endingOf({ query, hasMore, isContinued, found, end }) {
    const words = searchWords(query).words.length > 1 ? 'with any of the words' : 'in all';
    const isOpen = end.nextCursor !== undefined || end.gap !== undefined;
    if (hasMore) {
        return `there are more (${isOpen ? 'over ' : ''}${found} ${words})`;
    }
    return isContinued && !isOpen ? `${endOf(end)} (${found} ${words})` : endOf(end);
}
function nothingFound({ query, inText }, { read }) {
    if (query === '') {
        return `Nothing is shared with this connection yet. ${INVISIBLE}`;
    }
    const advice = `Try fewer or other words${inText ? '' : ', in_text'}, or, with a URL or id, notion_read_page.`;
    return read > 0
        ? `No title matches ${quote(query)}, nor does the text of the pages read. ${advice} ${INVISIBLE}`
        : `No title matches ${quote(query)}; Notion searches titles only. ${advice} ${INVISIBLE}`;
}
/** Whose texts were read; '' if none were. */
export function textNote({ read, recent, failed, cut }) {
    if (read + failed === 0) {
        return '';
    }
    const which = [
        read > recent ? `${read - recent} found by title` : '',
        recent > 0 ? `${recent} edited last` : '',
    ].filter((part) => part !== '');
    const unread = failed > 0 ? ` Could not be read: ${pluralize(failed, 'page')}.` : '';
    const begun = cut > 0 ? ` Only the beginning of ${pluralize(cut, 'long page')} was read.` : '';
    return `Read the text of ${pluralize(read, 'page')}${which.length === 0 ? '' : ` (${which.join(', ')})`}; other pages may match too.${unread}${begun}`;
}
