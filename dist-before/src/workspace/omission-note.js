import { pluralize } from '../content/answer/pluralize.js';
/** Longest note, in characters: an answer with a maximum leaves room for it. */
export const MAX_OMISSION_NOTE_CHARACTERS = 400;
const NOUNS = {
    comment: ['comment', 'comments'],
    block: ['block', 'blocks'],
    page: ['page', 'pages'],
    row: ['row', 'rows'],
    view: ['view', 'views'],
    database: ['database', 'databases'],
    'database name': ['database name', 'database names'],
    'computed value': ['computed value', 'computed values'],
};
/** Kinds for which Notion's API gives no author. */
const WITHOUT_AUTHOR = new Set(['database name', 'computed value']);
/** `3 comments and 2 blocks by people outside the allowed list omitted.`, or nothing. */
export function omissionNote({ omitted, isListUnread }) {
    const list = (isWithoutAuthor) => [...omitted]
        .filter(([kind]) => WITHOUT_AUTHOR.has(kind) === isWithoutAuthor)
        .map(([kind, count]) => pluralize(count, ...NOUNS[kind]))
        .join(', ')
        .replace(/, ([^,]*)$/, ' and $1');
    const [byOutsiders, byNobodyKnown] = [list(false), list(true)];
    return [
        byOutsiders === '' ? '' : `${byOutsiders} by people outside the allowed list omitted.`,
        byNobodyKnown === '' ? '' : `${byNobodyKnown} omitted: Notion does not say who wrote them.`,
        isListUnread && byOutsiders !== ''
            ? 'The list of members could not be read; only people listed by id count as allowed.'
            : '',
    ]
        .filter((sentence) => sentence !== '')
        .join(' ');
}
/** Inserts the note after the answer's own notes and before the next call. */
export function withNote(answer, note) {
    if (note === '') {
        return answer;
    }
    const next = /\n\nNext: [^\n]*$/.exec(answer);
    const end = next?.index ?? answer.length;
    return `${answer.slice(0, end)}\n\n${note}${answer.slice(end)}`;
}
