import { isEscaped } from './escape.js';
export const PLAIN = 0;
export const BOLD = 1;
export const ITALIC = 2;
export const STRUCK = 4;
const SIGNS = [
    [BOLD, '**'],
    [ITALIC, '*'],
    [STRUCK, '~~'],
];
/**
 * Shows nothing and keeps two signs apart that would mean something else next to each other. Where `**` stands between a
 * letter and a punctuation mark, as is common without spaces between words, CommonMark takes it for two asterisks.
 */
export const SEPARATOR = '<!---->';
/** One line in parts, so that CommonMark reads it in the styles it has here. */
export function printStyled(parts) {
    if (parts.every(({ style }) => style === PLAIN)) {
        return parts.map(({ text }) => text);
    }
    const line = withoutStyledEdges(parts);
    return nested(line) ?? separated(line);
}
/** White space at the edge of a style belongs to what is around it: `**bold **` is not bold in CommonMark. */
function withoutStyledEdges(parts) {
    const before = sidesOf(parts);
    const after = sidesOf(parts.toReversed()).toReversed();
    return parts.map(({ text }, at) => {
        const [left, right] = [before[at], after[at]];
        const style = (left?.shared ?? PLAIN) & (right?.shared ?? PLAIN);
        return { text, style, isInside: style === left?.text && style === right?.text };
    });
}
/** For each part the style of the last text up to it, and what of that all white space since then has as well. */
function sidesOf(parts) {
    let side = { text: PLAIN, shared: PLAIN };
    return parts.map(({ style, isSpace }) => {
        side =
            isSpace === true ? { text: side.text, shared: side.shared & style } : { text: style, shared: style };
        return side;
    });
}
/**
 * Each style opened once and closed once, the longer one around the shorter one; undefined where CommonMark would not read it
 * so.
 */
function nested(line) {
    const ends = endsOfStyles(line);
    const printed = new SignedLine();
    const open = [];
    let text = '';
    for (let at = 0; at <= line.length; at += 1) {
        const { text: next = '', style = PLAIN } = line[at] ?? {};
        const firstClosed = open.findIndex((sign) => (sign.style & style) === 0);
        const closed = firstClosed < 0 ? [] : open.splice(firstClosed).toReversed();
        const held = open.reduce((sum, sign) => sum + sign.style, PLAIN);
        const opened = SIGNS.filter(([bit]) => (style & bit) !== 0 && (held & bit) === 0).toSorted(([one], [other]) => (ends[at]?.get(other) ?? 0) - (ends[at]?.get(one) ?? 0));
        const closers = closed.map(({ sign }) => sign).join('');
        const openers = opened.map(([, sign]) => sign).join('');
        if (!isReadAs(closers, openers, text, next, open)) {
            return undefined;
        }
        // Signs that close stand in one run with those that open, unless a `~` is between them.
        const joint = openers.startsWith('*') ? closers.slice(closers.lastIndexOf('~') + 1) : '';
        const run = joint.length + openers.replaceAll('~', '').length;
        open.push(...opened.map(([bit, sign]) => ({ style: bit, sign, run })));
        printed.addSigns(closers + openers);
        printed.addText(next);
        text = next;
    }
    return printed.parts;
}
/** Where each style that a part has ends. */
function endsOfStyles(line) {
    const ends = [];
    let later = new Map();
    for (let at = line.length - 1; at >= 0; at -= 1) {
        const style = line[at]?.style ?? PLAIN;
        later = new Map(SIGNS.flatMap(([bit]) => (style & bit) === 0 ? [] : [[bit, later.get(bit) ?? at + 1]]));
        ends.push(later);
    }
    return ends.toReversed();
}
/** Whether signs between two texts close and open what they are to. */
function isReadAs(closers, openers, before, after, open) {
    const signs = closers + openers;
    const runs = signs.match(/\*+|~+/g) ?? [];
    let at = 0;
    return runs.every((run) => {
        const left = at === 0 ? lastOf(before) : (signs[at - 1] ?? '');
        const isCloser = at < closers.length;
        at += run.length;
        const isOpener = at > closers.length;
        const right = at === signs.length ? firstOf(after) : (signs[at] ?? '');
        if (isCloser) {
            // What closes one style and opens the other is told apart by where it stands. Four signs would not be.
            return closes(left, right) && (!isOpener || (run.length <= 3 && begins(left, right)));
        }
        return begins(left, right) && (!mayClose(left, right) || isHarmless(run, open));
    });
}
/**
 * Signs that could close as well would close what is open around them, unless CommonMark's rule of three forbids it: signs of
 * which one can do both do not match if they are three together.
 */
function isHarmless(run, open) {
    return open.every(({ sign, run: around }) => sign[0] !== run[0] || around + run.length === 3);
}
/** Each stretch of one style with signs of its own, so that none is open where another begins. */
function separated(line) {
    const printed = new SignedLine();
    let left = '';
    let isSigned = false;
    for (const { style, texts } of stretchesOf(line)) {
        const signs = SIGNS.filter(([bit]) => (style & bit) !== 0).map(([, sign]) => sign);
        const openers = signs.join('');
        const inner = openers.startsWith('*') && openers.endsWith('~') ? '~' : '';
        const right = inner || firstOf(texts[0] ?? '');
        const fits = openers === '' ? !isSigned || closes(left, right) : !isSigned && begins(left, right);
        if (!fits) {
            printed.addText(SEPARATOR);
        }
        printed.addSigns(openers);
        for (const text of texts) {
            printed.addText(text);
        }
        printed.addSigns(signs.toReversed().join(''));
        isSigned = openers !== '';
        left = inner || lastOf(texts.at(-1) ?? '');
    }
    return printed.parts;
}
/** Parts of one style; white space between two styles has none. */
function stretchesOf(line) {
    const stretches = [];
    for (const { text, style, isInside } of line) {
        const own = isInside ? style : PLAIN;
        const last = stretches.at(-1);
        if (last?.style === own) {
            last.texts.push(text);
        }
        else {
            stretches.push({ style: own, texts: [text] });
        }
    }
    return stretches;
}
/** Texts and signs of a line. A `*` or `~` of a text that stands beside signs gets a backslash. */
class SignedLine {
    parts = [];
    #signs = '';
    addText(text) {
        if (text !== '') {
            this.parts.push(this.#signs !== '' && /^[*~]/.test(text) ? `\\${text}` : text);
            this.#signs = '';
        }
    }
    addSigns(signs) {
        if (signs === '') {
            return;
        }
        const last = this.parts.at(-1) ?? '';
        if (this.#signs === '' && /[*~]$/.test(last) && !isEscaped(last, last.length - 1)) {
            this.parts[this.parts.length - 1] = `${last.slice(0, -1)}\\${last.slice(-1)}`;
        }
        this.parts.push(signs);
        this.#signs = signs;
    }
}
/**
 * As CommonMark classifies it. Symbols such as `→` and emoji are punctuation since version 0.31 only, and for readers that look
 * at halves of a character some of them never are.
 */
function classOf(character) {
    if (character === '' || /[\t\n\f\r\p{Zs}]/u.test(character)) {
        return 'space';
    }
    if (/[!-/:-@[-`{-~]/.test(character) || (character.length === 1 && /\p{P}/u.test(character))) {
        return 'punctuation';
    }
    return /[\p{P}\p{S}]/u.test(character) ? 'unclear' : 'other';
}
/** Whether signs between two characters begin a style, for every reader. */
function begins(left, right) {
    const [before, after] = [classOf(left), classOf(right)];
    return after !== 'space' && (after === 'other' || before === 'space' || before === 'punctuation');
}
/** Whether they end one: the same from the other side. */
function closes(left, right) {
    return begins(right, left);
}
/** Whether they end one for some reader. */
function mayClose(left, right) {
    const [before, after] = [classOf(left), classOf(right)];
    return before !== 'space' && (before !== 'punctuation' || after !== 'other');
}
function firstOf(text) {
    const code = text.codePointAt(0);
    return code === undefined ? '' : String.fromCodePoint(code);
}
function lastOf(text) {
    const last = text.slice(-2);
    return /^[\uD800-\uDBFF][\uDC00-\uDFFF]$/.test(last) ? last : last.slice(-1);
}
