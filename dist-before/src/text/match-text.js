import { fullForm, shownForm } from './quote.js';
/** Pictographs, flags and skin tones: people leave them out when they type a name. */
const PICTOGRAPHS = /\p{Extended_Pictographic}|\p{Regional_Indicator}|\p{Emoji_Modifier}/gu;
/** What holds them together or changes their look: joiner, variation selector, keycap. */
const PICTOGRAPH_PARTS = /\u200d|\ufe0f|\u20e3/gu;
/**
 * What follows more marks on one letter than any writing has (UAX #15, "Stream-Safe Text Format", allows 30). Normalising
 * puts the marks of a letter into order, in a time that grows with the square of their number. The two sound marks of
 * halfwidth katakana are letters that become marks.
 */
const NEEDLESS_MARKS = /([\p{M}\uff9e\uff9f]{30})[\p{M}\uff9e\uff9f]+/gu;
/** Quotation marks and apostrophes of any writing; what writes for people prefers curly ones, what writes for programs straight ones. */
const QUOTATION_MARKS = /["'`´‘’‚‛“”„‟«»‹›「」『』＂＇]/gu;
/** Around a name that was copied from a message or from code. */
const QUOTED = /^(?:"(.+)"|'(.+)'|`(.+)`|“(.+)”|‘(.+)’|„(.+)[“”]|«(.+)»)$/su;
/** Escapes of Markdown, as answers print them. */
const ESCAPED = /\\([!-/:-@[-`{-~])/g;
/** What a message writes for the rest of a long name. */
const CUT = /(?:…|\.{3})$/u;
/** Less of a name fits too many. */
const MIN_CUT_CHARACTERS = 3;
/** Between words, or between a word and a number: `in_progress`, `Sprint-12`. */
const SEPARATORS = /(?<=\p{L})[\s_\-‐‑–]+(?=[\p{L}\p{N}])|(?<=\p{N})[\s_\-‐‑–]+(?=\p{L})/gu;
/** Printable ASCII with single spaces inside, without the two characters of it that are diacritics: `^` and a backtick. */
const PLAIN = /^[!-\]_a-~]+(?: [!-\]_a-~]+)*$/;
/** Text as people compare it: without case, diacritics and superfluous spaces. */
export function foldText(text) {
    if (PLAIN.test(text)) {
        return text.toLowerCase();
    }
    return text
        .toLowerCase()
        .replaceAll(NEEDLESS_MARKS, '$1')
        .normalize('NFKD')
        .replaceAll(/\p{Diacritic}/gu, '')
        .replaceAll(/\s+/g, ' ')
        .trim();
}
/**
 * The name that is meant: the exact one, else the only one that is equal once case, diacritics and spacing are ignored,
 * else the only one once emoji are ignored too, else the only one that a message or an answer shows like this: with other
 * quotation marks, between quotation marks, with Markdown's escapes, or only its beginning and `…`. Punctuation always
 * counts: `C` must not find `C#`. With the rule `separators`, what stands between words does not: `in_progress`.
 *
 * Several equally good names come back as `similar`, because guessing one would answer another question than was asked.
 */
export function matchText(wanted, names, rule = 'usual') {
    return textMatcher(names, rule)(wanted);
}
/** The same for many texts that are matched with one list: each name is prepared once. */
export function textMatcher(names, rule = 'usual') {
    const known = new Set(names);
    const folds = rule === 'usual' ? USUAL : [...USUAL, alike(foldSeparators)];
    const folded = new Map();
    const namesBy = (fold) => {
        const index = folded.get(fold) ?? groupBy(names, fold);
        folded.set(fold, index);
        return index;
    };
    const matchForm = (wanted) => {
        if (known.has(wanted)) {
            return { match: wanted };
        }
        for (const fold of folds) {
            const text = fold.wanted(wanted);
            const found = oneOf(text === '' ? [] : (namesBy(fold.name).get(text) ?? []));
            if (found !== undefined) {
                return found;
            }
        }
        return { similar: [] };
    };
    const matchStart = (wanted) => {
        const start = CUT.test(wanted) ? foldWhole(wanted.replace(CUT, '')) : '';
        const wholes = start.length < MIN_CUT_CHARACTERS ? [] : [...namesBy(foldWhole)];
        return (oneOf(wholes.flatMap(([whole, members]) => (whole.startsWith(start) ? members : []))) ?? { similar: [] });
    };
    return (wanted) => {
        const found = writtenForms(wanted).map(matchForm);
        const [first = { similar: [] }] = found;
        return ([...found, matchStart(wanted.trim())].find((match) => 'match' in match) ??
            found.find((match) => 'similar' in match && match.similar.length > 0) ??
            first);
    };
}
function oneOf(names) {
    const [only] = names;
    return only === undefined ? undefined : names.length === 1 ? { match: only } : { similar: names };
}
/** The text as it is, then without what an answer or a message adds to a name. */
export function writtenForms(text) {
    const unquoted = (QUOTED.exec(text.trim()) ?? []).slice(1).find((inner) => inner !== undefined) ?? text;
    return [...new Set([text, unquoted, withoutEscapes(text), withoutEscapes(unquoted)])];
}
/** The text without the backslashes by which Markdown takes a character as it is. */
export function withoutEscapes(text) {
    return text.replaceAll(ESCAPED, '$1');
}
function alike(fold) {
    return { wanted: fold, name: fold };
}
/** Only names are cut as a message shows them: a longer text means a name that goes on as it does. */
const USUAL = [
    alike(foldText),
    alike(foldWithoutPictographs),
    alike(foldWhole),
    { wanted: foldWhole, name: foldShown },
];
function groupBy(names, fold) {
    const groups = new Map();
    for (const name of names) {
        const folded = fold(name);
        const group = groups.get(folded);
        if (group === undefined) {
            groups.set(folded, [name]);
        }
        else {
            group.push(name);
        }
    }
    return groups;
}
function foldWithoutPictographs(text) {
    return foldText(text.replaceAll(PICTOGRAPHS, ' ').replaceAll(PICTOGRAPH_PARTS, ''));
}
/** A name of which a message has shown a part, or with other quotation marks, is copied from there. */
export function foldShown(text) {
    return foldText(shownForm(text).replaceAll(QUOTATION_MARKS, "'"));
}
/** The same of the whole name, to be compared with a part of it. */
function foldWhole(text) {
    return foldText(fullForm(text).replaceAll(QUOTATION_MARKS, "'"));
}
function foldSeparators(text) {
    return foldWhole(text).replaceAll(SEPARATORS, '');
}
