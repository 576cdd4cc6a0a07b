/**
 * Characters that only models see: they hide instructions, split words to evade filters or reverse the
 * order of text. Those that writing needs (joiners in emoji, in Arabic and in Indic scripts; a variation selector after its
 * base) stay.
 *
 * Text is cleaned where it comes in, before it is escaped: a character removed afterwards would join what was
 * separate, such as `#` and a space at the beginning of a line. Every kind of line break becomes `lineBreak`.
 */
export function revealInvisible(text, lineBreak = '\n') {
    if (!SUSPICIOUS.test(text)) {
        return text;
    }
    return text
        .replace(/\r\n/g, '\n')
        .replace(/[\r\v\f\u0085\u2028\u2029]/g, lineBreak)
        .replace(/\p{Surrogate}/gu, '\uFFFD')
        .replace(TAGS, (run, flag) => (flag === undefined ? HIDDEN : run))
        .replace(INVISIBLE, (_run, character, at, whole) => character !== undefined && isNeeded(character, before(whole, at), after(whole, at + character.length))
        ? character
        : '');
}
const HIDDEN = '[hidden characters]';
// Most texts hold none of these and are done after one look.
const SUSPICIOUS = /[\p{Default_Ignorable_Code_Point}\p{Surrogate}\u2028\u2029\uFFF9-\uFFFB\u{E0000}-\u{E007F}]|(?![\n\t])\p{Cc}/u;
// The flags of England, Scotland and Wales are a black flag followed by tags; anywhere else tags are invisible ASCII.
const TAGS = /(\u{1F3F4}\u{E0067}\u{E0062}(?:\u{E0065}\u{E006E}\u{E0067}|\u{E0073}\u{E0063}\u{E0074}|\u{E0077}\u{E006C}\u{E0073})\u{E007F})|[\u{E0000}-\u{E007F}]+/gu;
// Of those that may be needed each is looked at; of all others a whole run vanishes at once, for a text may be made of them.
const INVISIBLE = /([\u200C\u200D\p{Variation_Selector}\u{E0020}-\u{E007F}])|(?:(?![\n\t\u200C\u200D\p{Variation_Selector}\u{E0020}-\u{E007F}])[\p{Default_Ignorable_Code_Point}\p{Cc}\uFFF9-\uFFFB])+/gu;
// Scripts in which a joiner changes letters, and marks above and below letters.
const JOINING = /[\p{sc=Arab}\p{sc=Syrc}\p{sc=Mong}\p{sc=Nkoo}\p{sc=Deva}\p{sc=Beng}\p{sc=Guru}\p{sc=Gujr}\p{sc=Orya}\p{sc=Taml}\p{sc=Telu}\p{sc=Knda}\p{sc=Mlym}\p{sc=Sinh}\p{sc=Khmr}\p{sc=Mymr}\p{sc=Tibt}\p{Mn}]/u;
const PICTURE = /[\p{Extended_Pictographic}\p{Emoji_Modifier}\uFE0F]/u;
const VARIANT = /\p{Variation_Selector}/u;
const TAG = /[\u{E0020}-\u{E007F}]/u;
function isNeeded(character, previous, next) {
    switch (character) {
        case '\u200C':
            return JOINING.test(previous) && !VARIANT.test(previous);
        case '\u200D':
            return ((JOINING.test(previous) && !VARIANT.test(previous)) || (PICTURE.test(previous) && PICTURE.test(next)));
        default:
            return VARIANT.test(character) ? isVariantOf(character, previous) : TAG.test(character);
    }
}
// One selector chooses the look of the character before it. A row of them, or one after each letter, is a known way to
// hide bytes: only the two of emoji follow any character.
function isVariantOf(selector, base) {
    if (base === '' || /\p{Default_Ignorable_Code_Point}/u.test(base)) {
        return false;
    }
    return /[\uFE0E\uFE0F]/u.test(selector)
        ? /[\p{Emoji}\p{So}\p{Sm}\p{Po}]/u.test(base)
        : /[\p{sc=Han}\p{sc=Mong}\p{sc=Mymr}\p{Sm}]/u.test(base);
}
function before(text, at) {
    const pair = text.codePointAt(at - 2) ?? 0;
    return pair > 0xffff ? text.slice(at - 2, at) : text.slice(Math.max(0, at - 1), at);
}
function after(text, at) {
    const point = text.codePointAt(at);
    return point === undefined ? '' : String.fromCodePoint(point);
}
