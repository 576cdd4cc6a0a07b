/** Reads lines one after the other. Indentation is in tabs, one for each level. */
export class LineCursor {
    #lines;
    #at = 0;
    constructor(text) {
        this.#lines = text.split(/\r\n|\r|\n/);
    }
    get at() {
        return this.#at;
    }
    get isAtEnd() {
        return this.#at >= this.#lines.length;
    }
    /** The line as it stands. */
    get raw() {
        return this.#lines[this.#at] ?? '';
    }
    get isBlank() {
        return this.raw.trim() === '';
    }
    get indent() {
        return tabsOf(this.raw);
    }
    skip() {
        this.#at += 1;
    }
    /** Skips what Markdown does not count: empty lines between blocks. */
    skipBlank() {
        while (!this.isAtEnd && this.isBlank) {
            this.skip();
        }
    }
    /** The lines up to one that reads `close`, which is skipped, or to the end. Each is as it stands. */
    until(close) {
        const lines = [];
        while (!this.isAtEnd && this.raw.trim() !== close) {
            lines.push(this.raw);
            this.skip();
        }
        this.skip();
        return lines;
    }
    /** The lines since `start`, moved left by `depth` levels, without empty ones; code stays as it is. */
    sourceSince(start, depth) {
        let inFence = false;
        return this.#lines
            .slice(start, this.#at)
            .flatMap((line) => {
            const isFence = line.trimStart().startsWith('```');
            const isCode = inFence && !isFence;
            inFence = isFence ? !inFence : inFence;
            return isCode ? [line] : line.trim() === '' ? [] : [withoutTabs(line, depth)];
        })
            .join('\n');
    }
}
function tabsOf(line) {
    let tabs = 0;
    while (line.charAt(tabs) === '\t') {
        tabs += 1;
    }
    return tabs;
}
/** The line without its first tabs, as many of `depth` as it has. */
export function withoutTabs(line, depth) {
    return line.slice(Math.min(depth, tabsOf(line)));
}
