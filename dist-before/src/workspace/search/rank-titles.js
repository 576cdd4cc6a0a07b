import { foldText } from '../../text/match-text.js';
import { searchForm, searchWords, wordFit } from '../../text/search-words.js';
/**
 * Orders search hits by how well the title fits. Notion matches any of the words and orders by last edit, so the page
 * whose title is the query can come last. Equal fits keep Notion's order: the most recently edited first.
 */
export function rankByTitle(hits, query, titleOf) {
    const wanted = searchWords(query);
    if (wanted.words.length === 0) {
        return [...hits];
    }
    const folded = foldText(query);
    return hits
        .map((hit) => {
        const title = titleOf(hit);
        return { hit, fit: [Number(foldText(title) === folded), ...fitOf(title, wanted)] };
    })
        .toSorted((left, right) => compareFits(right.fit, left.fit))
        .map(({ hit }) => hit);
}
/** Whether a title holds every word of the query. */
export function holdsAllWords(title, query) {
    const wanted = searchWords(query);
    return wanted.heldBy(title).size === wanted.words.length;
}
/** Whether a title holds every word of the query as a word, or the beginning of one. */
export function beginsAllWords(title, query) {
    const { words } = searchWords(query);
    const form = searchForm(title);
    return words.every((word) => ['prefix', 'whole'].includes(wordFit(form, word)));
}
/**
 * What counts, most important first: the title itself, how many words it holds not only inside of other words, how many
 * anyhow, how many as whole words, whether it begins with all of them or has them in one piece.
 */
function fitOf(title, wanted) {
    const form = searchForm(title);
    const held = Array.from(wanted.heldBy(title), (index) => wanted.words[index] ?? '');
    const fits = held.map((word) => wordFit(form, word));
    const whole = fits.filter((fit) => fit === 'whole').length;
    return [
        Number(form === wanted.form),
        whole + fits.filter((fit) => fit === 'prefix').length,
        held.length,
        whole,
        Number(form.startsWith(wanted.form)),
        Number(form.includes(wanted.form)),
    ];
}
function compareFits(left, right) {
    const at = left.findIndex((value, index) => value !== right[index]);
    return at === -1 ? 0 : (left[at] ?? 0) - (right[at] ?? 0);
}
