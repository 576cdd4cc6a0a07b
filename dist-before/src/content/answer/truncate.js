/** Created on first use: it would take a tenth of the startup time. */
let graphemes;
/** At most `maximum` UTF-16 units, ending in `…` if cut; never cuts inside a grapheme cluster. */
export function truncateText(text, maximum) {
    if (text.length <= maximum) {
        return text;
    }
    return maximum < 1 ? '' : `${text.slice(0, graphemeBoundary(text, maximum - 1)).trimEnd()}…`;
}
/** The last position at or before `position` where text may be cut without breaking a character. */
export function graphemeBoundary(text, position) {
    if (position <= 0 || position >= text.length) {
        return Math.max(0, Math.min(position, text.length));
    }
    // A cluster is short, but a hostile one (a letter under a thousand accents) has no limit: check one window. A space
    // before it is a safe place to start, any other could be in the middle of a flag.
    const space = text.lastIndexOf(' ', position - 1);
    const start = space >= position - MAX_WINDOW_CHARACTERS
        ? Math.max(0, space)
        : Math.max(0, position - WINDOW_CHARACTERS);
    graphemes ??= new Intl.Segmenter('en', { granularity: 'grapheme' });
    const around = graphemes.segment(text.slice(start, position + WINDOW_CHARACTERS));
    const boundary = start + (around.containing(position - start)?.index ?? 0);
    return boundary > start ? boundary : codePointBoundary(text, position);
}
const WINDOW_CHARACTERS = 128;
const MAX_WINDOW_CHARACTERS = 1024;
function codePointBoundary(text, position) {
    const unit = text.charCodeAt(position);
    return unit >= 0xdc00 && unit <= 0xdfff ? position - 1 : position;
}
