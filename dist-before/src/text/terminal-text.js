/** Starts and ends what a terminal shows in bold (ECMA-48, SGR). */
const BOLD = '\u001b[1m';
const PLAIN = '\u001b[0m';
/** Signs that a terminal obeys, or that turn the direction of what follows: others wrote the text. */
const CONTROLS = /(?!\n)\p{Cc}|[\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;
/** An escaped sign, or the sign of bold text. */
const MARKUP = /\\([!-/:-@[-`{-~])|\*\*/g;
/** An answer for models as people read it in a terminal: without the fence, the next call, and the signs of Markdown. */
export function terminalText(answer, { boundary, isTerminal }) {
    const lines = answer
        .replaceAll(CONTROLS, '')
        .split('\n')
        .filter((line) => !line.startsWith(`<<<${boundary} `) && line !== `${boundary}>>>`);
    // The next call is the last line, below everything that others wrote.
    const last = lines.findLastIndex((line) => line !== '');
    const shown = lines[last]?.startsWith('Next: notion_') === true ? lines.slice(0, last) : lines;
    let isBold = false;
    const text = shown
        .join('\n')
        .trim()
        .replaceAll(MARKUP, (_, escaped) => {
        if (escaped !== undefined) {
            return escaped;
        }
        isBold = !isBold;
        return isTerminal ? (isBold ? BOLD : PLAIN) : '';
    });
    return isBold && isTerminal ? `${text}${PLAIN}` : text;
}
