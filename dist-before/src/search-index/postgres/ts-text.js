import { tokensOf } from '../analysis/tokens.js';
/** Positions that a `tsvector` can hold; further words are found, but not as a part of a phrase. */
const MAX_POSITION = 16_383;
/** Words between two fields, so that no phrase reaches from one into the next. */
const GAP = 2;
/**
 * A `tsvector` as text. Each word carries the number of its index: a query for the words of one index cannot match those of another,
 * and the inverted index is as fast for a small index beside large ones. Tokens are letters, digits, marks, `#` and `+` (see
 * `tokensOf`): none ends a quotation.
 */
export function tsVector(index, { title, headings, body }) {
    const positions = new Map();
    let position = 1;
    for (const [text, weight] of [
        [title, 'A'],
        [headings, 'B'],
        [body, ''],
    ]) {
        for (const { form } of tokensOf(text)) {
            const places = positions.get(form) ?? [];
            places.push(`${Math.min(position, MAX_POSITION)}${weight}`);
            positions.set(form, places);
            position += 1;
        }
        position += GAP;
    }
    return Array.from(positions, ([form, places]) => `${lexeme(index, form)}:${places.join(',')}`).join(' ');
}
/** A `tsquery` as text, for what a passage, or its title, has to hold. */
export function tsQuery(index, terms, mode, excluded = [], field = 'any') {
    const weight = field === 'title' ? 'A' : '';
    const wanted = terms.map((term) => termQuery(index, term, weight)).join(mode === 'all' ? ' & ' : ' | ');
    return [`(${wanted})`, ...excluded.map((term) => `!${termQuery(index, term)}`)].join(' & ');
}
function termQuery(index, { sequences }, weight = '') {
    return `(${sequences.map((sequence) => sequenceQuery(index, sequence, weight)).join(' | ')})`;
}
function sequenceQuery(index, { tokens, isPrefix }, weight) {
    const words = tokens.map((token, at) => {
        const labels = `${isPrefix && at === tokens.length - 1 ? '*' : ''}${weight}`;
        return `${lexeme(index, token)}${labels === '' ? '' : `:${labels}`}`;
    });
    return `(${words.join(' <-> ')})`;
}
function lexeme(index, form) {
    return `'${index}_${form.replaceAll(/['\\]/g, '')}'`;
}
