/** The Markdown that a block's text is rendered from, of blocks whose text was not rendered when they were made. */
const raws = new WeakMap();
/**
 * The block with a text that is rendered when it is read for the first time: of a long page only a part is shown. A copy of
 * the block has the text itself.
 */
export function withRawText(block, raw, render) {
    let rendered;
    const whole = {
        ...block,
        get text() {
            rendered ??= render(raw);
            return rendered;
        },
    };
    raws.set(whole, raw);
    return whole;
}
/** What the block's text would be rendered from; undefined if it is known already, or rendering it may leave nothing. */
export function rawTextOf(block) {
    return raws.get(block);
}
