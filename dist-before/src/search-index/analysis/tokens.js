/** Longer words are cut: their beginnings are compared. In UTF-16 code units. */
const MAX_TOKEN_CHARACTERS = 40;
/** Letters, digits and marks in a row. The signs of `C#` and `C++` belong to them. */
const RUN = /[\p{L}\p{N}\p{M}]+(?:(?:\+\+|#)(?![\p{L}\p{N}\p{M}]))?/gu;
/** Scripts that write words without spaces, or, as Korean, with their particles; and what stands between them. */
const PIECE = /[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Hang}\p{sc=Bopo}\p{sc=Thai}\p{sc=Laoo}\p{sc=Khmr}\p{sc=Mymr}\p{sc=Tibt}ー]+|[^\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Hang}\p{sc=Bopo}\p{sc=Thai}\p{sc=Laoo}\p{sc=Khmr}\p{sc=Mymr}\p{sc=Tibt}ー]+/gu;
const DENSE = /^[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Hang}\p{sc=Bopo}\p{sc=Thai}\p{sc=Laoo}\p{sc=Khmr}\p{sc=Mymr}\p{sc=Tibt}ー]/u;
const ASCII_WORD = /^[a-z0-9]+$/;
/** What a decomposition may leave that is no part of a word, such as the stroke of a fraction. */
const NO_WORD = /[^\p{L}\p{N}\p{M}#+]/gu;
/** Letters that people type as others, and that no decomposition takes apart. */
const LETTERS = new Map([
    ['ß', 'ss'],
    ['æ', 'ae'],
    ['œ', 'oe'],
    ['ø', 'o'],
    ['ł', 'l'],
    ['đ', 'd'],
    ['ð', 'd'],
    ['þ', 'th'],
    ['ı', 'i'],
    ['ς', 'σ'],
]);
const SPECIAL_LETTERS = /[ßæœøłđðþıς]/g;
/** More marks on one letter than any writing has: putting them in order takes the square of their number. */
const NEEDLESS_MARKS = /([\p{M}ﾞﾟ]{30})[\p{M}ﾞﾟ]+/gu;
/**
 * The words of a text in its order: without case and diacritics, as `foldText` compares names. Where words are not written
 * apart, each pair of neighbouring characters is a word, and the last character of a row: the pairs of a part of the row
 * follow each other in the row as well.
 */
export function tokensOf(text) {
    const tokens = [];
    for (const run of text.matchAll(RUN)) {
        const [word] = run;
        const lower = word.toLowerCase();
        if (ASCII_WORD.test(lower)) {
            tokens.push({ form: cut(lower), start: run.index, end: run.index + word.length });
            continue;
        }
        for (const piece of word.matchAll(PIECE)) {
            const start = run.index + piece.index;
            if (DENSE.test(piece[0])) {
                pushPairs(piece[0], start, tokens);
            }
            else {
                const form = cut(foldWord(piece[0]));
                if (form !== '') {
                    tokens.push({ form, start, end: start + piece[0].length });
                }
            }
        }
    }
    return tokens;
}
/** Whether a word is made of characters of a script without spaces, so that it is a pair and no word. */
export function isPair(form) {
    return DENSE.test(form);
}
/** Whether a word is one that may be inflected or mistyped: no number, and no pair. */
export function isCounted(form) {
    return /\p{L}/u.test(form) && !isPair(form);
}
/** The text composed, as it is compared and stored; without NUL, which no text of Postgres can hold. */
export function composed(text) {
    return text.replaceAll('\0', '').replaceAll(NEEDLESS_MARKS, '$1').normalize('NFC');
}
/** What words beyond ASCII fold to: a text has the same ones again and again. */
const folded = new Map();
const MAX_FOLDED = 20_000;
function foldWord(word) {
    const known = folded.get(word);
    if (known !== undefined) {
        return known;
    }
    const form = foldAnew(word);
    if (word.length <= MAX_TOKEN_CHARACTERS) {
        if (folded.size >= MAX_FOLDED) {
            folded.clear();
        }
        folded.set(word, form);
    }
    return form;
}
function foldAnew(word) {
    return word
        .toLowerCase()
        .replaceAll(NEEDLESS_MARKS, '$1')
        .normalize('NFKD')
        .replaceAll(/\p{Diacritic}/gu, '')
        .normalize('NFC')
        .replaceAll(SPECIAL_LETTERS, (letter) => LETTERS.get(letter) ?? letter)
        .replaceAll(NO_WORD, '');
}
function pushPairs(piece, start, tokens) {
    const characters = [];
    let at = start;
    for (const character of piece) {
        const end = at + character.length;
        for (const form of foldWord(character)) {
            characters.push({ form, start: at, end });
        }
        at = end;
    }
    characters.forEach(({ form, start: from, end }, index) => {
        const next = characters[index + 1];
        tokens.push(next === undefined
            ? { form, start: from, end }
            : { form: form + next.form, start: from, end: next.end });
    });
}
/** Cut between characters. */
function cut(form) {
    return form.length <= MAX_TOKEN_CHARACTERS
        ? form
        : form.slice(0, MAX_TOKEN_CHARACTERS).replace(/[\ud800-\udbff]$/, '');
}
