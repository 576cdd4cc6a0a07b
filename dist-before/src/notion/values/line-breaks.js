/** What a line break becomes when it is escaped twice. */
const ESCAPED_BREAK = /\\r\\n|\\n/g;
const ESCAPED_TAB = /(?<=^|\n)(?:\\t)+/g;
/**
 * A text in which line breaks were escaped twice, so that they arrive as a backslash and a letter. Only where there is no real
 * line break: a text that has some may speak of the others.
 */
export function repairLineBreaks(text) {
    if (text.includes('\n') || !text.includes('\\n')) {
        return { text, isRepaired: false };
    }
    const broken = text.replaceAll(ESCAPED_BREAK, '\n');
    return {
        text: broken.replaceAll(ESCAPED_TAB, (tabs) => '\t'.repeat(tabs.length / 2)),
        isRepaired: true,
    };
}
