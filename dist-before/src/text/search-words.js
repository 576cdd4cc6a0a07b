import { foldText } from './match-text.js';
/** Longer words are also found inside other words; `to` should not find `photo`. In UTF-16 code units. */
const MAX_SHORT_LENGTH = 3;
const QUOTATION_MARKS = /["“”„‟«»「」『』＂]/gu;
/** Always ends a word: spaces, brackets, quotation marks, punctuation of scripts without spaces. */
const SEPARATORS = /[\s\p{Ps}\p{Pe}"“”‟«»‹›＂…、。・｡､･，；：！？،؛؟।॥]|(?<!\p{N})[,;]|[,;](?!\p{N})/gu;
/** Part of a word only inside it, as in `v1.2`, `10:30` and `what's`. */
const EDGES = /^[.,;:!?¿¡'‘’．＇`]+|(?<![.,;:!?¿¡'‘’．＇`])[.,;:!?¿¡'‘’．＇`]+$/gu;
const APOSTROPHES = /[‘’ʼ＇]/g;
/** Dashes, arrows and the like are no words; emoji and currency signs are. */
const HAS_CONTENT = /[\p{L}\p{N}\p{So}\p{Sc}]/u;
/** In scripts without spaces a word may begin and end anywhere. */
const LETTER = /(?![\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Thai}\p{sc=Laoo}\p{sc=Khmr}\p{sc=Mymr}\p{sc=Tibt}])[\p{L}\p{N}\p{M}]/u;
/** Of these a text's search form is the text itself in lower case: the patterns above have nothing to find. */
const PLAIN = /^[A-Za-z\d]+(?: [A-Za-z\d]+)*$/;
/** Reads what a person typed into a search field. */
export function searchWords(query) {
    // Every second piece is between two quotation marks, unless it is the last one.
    const words = query
        .split(QUOTATION_MARKS)
        .flatMap((piece, at, pieces) => at % 2 === 1 && at < pieces.length - 1 ? [searchForm(piece)] : searchForm(piece).split(' '));
    const distinct = [...new Set(words)].filter((word) => word !== '');
    return {
        words: distinct,
        form: searchForm(query),
        typed: PLAIN.test(query) ? query : cut(query.replaceAll(SEPARATORS, ' ')) || query,
        heldBy(text) {
            const form = searchForm(text);
            return new Set(distinct.flatMap((word, index) => (holds(form, word) ? [index] : [])));
        },
    };
}
/** The words of a text with single spaces between them, in the form in which they are compared. */
export function searchForm(text) {
    if (PLAIN.test(text)) {
        return text.toLowerCase();
    }
    return cut(foldText(text.replaceAll(SEPARATORS, ' ').replaceAll(APOSTROPHES, "'")));
}
/** How well a text in search form holds a word: as a word of its own, as the beginning of one, or only inside of one. */
export function wordFit(form, word) {
    let best = 'none';
    for (let at = form.indexOf(word); at !== -1; at = form.indexOf(word, at + 1)) {
        const end = at + word.length;
        const before = Array.from(form.slice(Math.max(0, at - 2), at)).at(-1);
        const [after] = form.slice(end, end + 2);
        if (LETTER.test(before ?? '')) {
            best = best === 'none' ? 'inside' : best;
        }
        else if (LETTER.test(after ?? '')) {
            best = 'prefix';
        }
        else {
            return 'whole';
        }
    }
    return best;
}
function cut(text) {
    return text
        .split(/\s+/)
        .map((word) => word.replaceAll(EDGES, ''))
        .filter((word) => HAS_CONTENT.test(word))
        .join(' ');
}
function holds(form, word) {
    return word.length > MAX_SHORT_LENGTH || !/^[a-z\d]+$/.test(word)
        ? form.includes(word)
        : ['prefix', 'whole'].includes(wordFit(form, word));
}
