import { attribute } from './markdown-tag.js';
/** Tags within each other; more of them nobody writes, and they change nothing. */
const MAX_OPEN = 20;
const NAMES = ['u', 'span'];
/** Notion's colours of text; behind text they are called `red_background`, in its Markdown `red_bg`. */
const COLOR = /^(?:default|gray|brown|orange|yellow|green|blue|purple|pink|red)(?:_(?:bg|background))?$/;
/** Whether Notion has a colour of this name, in lower case. */
export function isColor(name) {
    return COLOR.test(name);
}
/** The same, with the underlines and colours of the tags `<u>` and `<span …>` that runs stand in. */
export function withStyles(text, { marks, isLeftOut }) {
    const open = [];
    // A tag that never ends would reach over all that follows.
    const lower = text.toLowerCase();
    const lastEnds = new Map(NAMES.map((name) => [name, lower.lastIndexOf(`</${name}>`)]));
    const take = (tag) => {
        if (tag.form === 'close') {
            const at = open.findLastIndex(({ name }) => name === tag.name);
            open.length = at < 0 ? open.length : at;
        }
        else if (tag.form === 'open' && open.length < MAX_OPEN && (lastEnds.get(tag.name) ?? -1) >= tag.end) {
            open.push({ name: tag.name, style: { ...open.at(-1)?.style, ...styleOf(tag) } });
        }
    };
    return {
        // A link's text may have a style of its own.
        marks: { ...marks, add: (run) => marks.add({ ...open.at(-1)?.style, ...run }) },
        isLeftOut: (tag) => {
            take(tag);
            return isLeftOut(tag);
        },
    };
}
function styleOf(tag) {
    const color = attribute(tag, 'color').toLowerCase();
    return {
        ...(tag.name === 'u' || attribute(tag, 'underline') === 'true' ? { underline: true } : {}),
        ...(isColor(color) ? { color: color.replace(/_bg$/, '_background') } : {}),
    };
}
