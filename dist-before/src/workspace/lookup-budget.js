/** Characters of text that one call reads, over all pages and lists that it looks into; some four hundred printed pages. */
export const MAX_TEXT_CHARACTERS = 1_000_000;
/**
 * How many more requests one tool call may spend on optional parts of its answer, such as names and paths, and
 * how much text it may read in all. What does not fit is omitted and counted.
 */
export class LookupBudget {
    #parent;
    #left;
    #textLeft = MAX_TEXT_CHARACTERS;
    /** A part of `whole` takes from both. */
    constructor(requests, whole) {
        this.#left = requests;
        this.#parent = whole;
    }
    /** Requests that are left. */
    get left() {
        return Math.max(0, Math.min(this.#left, this.#parent?.left ?? Infinity));
    }
    /** Takes one request; false when none is left. */
    take() {
        if (this.#left <= 0 || this.#parent?.take() === false) {
            return false;
        }
        this.#left -= 1;
        return true;
    }
    /** Takes text that is to be read; how many characters of it may be. The parts of an allowance share what the whole has. */
    takeText(characters) {
        if (this.#parent !== undefined) {
            return this.#parent.takeText(characters);
        }
        const taken = Math.min(characters, this.#textLeft);
        this.#textLeft -= taken;
        return taken;
    }
    /** A part for one purpose, so that it cannot use up what the others need. */
    slice(requests) {
        return new LookupBudget(requests, this);
    }
}
/** Characters of all texts within what Notion answered. It does not recurse, because an answer may be nested deeply. */
export function textSizeOf(value) {
    let size = 0;
    const open = [value];
    while (open.length > 0) {
        const next = open.pop();
        if (typeof next === 'string') {
            size += next.length;
        }
        else if (typeof next === 'object' && next !== null) {
            for (const inner of Object.values(next)) {
                open.push(inner);
            }
        }
    }
    return size;
}
