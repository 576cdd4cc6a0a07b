/** For the thread of the event loop: a document is remembered for as long as somebody holds its text. */
export class HeldDocuments {
    #known = new WeakMap();
    get(page) {
        return this.#known.get(holderOf(page));
    }
    set(page, blocks) {
        this.#known.set(holderOf(page), blocks);
    }
}
function holderOf(page) {
    const [first] = page;
    return page.length === 1 && first !== undefined ? first : page;
}
/** Characters of all texts whose documents a thread remembers; a document takes some fifty bytes for each. */
const MAX_CHARACTERS = 2_000_000;
/** Milliseconds after its last use for which a document is remembered. */
const LIFETIME_MS = 30_000;
/**
 * For a thread that gets a copy of each text: its last documents, by the keys of their pieces. Keys are given once in the
 * life of the process, so that no text of one caller can stand for another's.
 */
export class RecentDocuments {
    #known = new Map();
    #now;
    /** `now` returns milliseconds. */
    constructor(now = Date.now) {
        this.#now = now;
    }
    get(page) {
        const key = keyOf(page);
        const found = this.#known.get(key);
        if (found !== undefined) {
            this.#known.delete(key);
            this.#known.set(key, { ...found, usedAt: this.#now() });
        }
        return found?.blocks;
    }
    set(page, blocks) {
        const characters = charactersOf(page);
        this.#known.delete(keyOf(page));
        this.#known.set(keyOf(page), { blocks, characters, usedAt: this.#now() });
        let left = MAX_CHARACTERS;
        for (const [key, recent] of [...this.#known].toReversed()) {
            left -= recent.characters;
            if (left < 0) {
                this.#known.delete(key);
            }
        }
    }
    /** Forgets what was not used lately. */
    forgetOld() {
        for (const [key, { usedAt }] of this.#known) {
            if (this.#now() - usedAt >= LIFETIME_MS) {
                this.#known.delete(key);
            }
        }
    }
}
function keyOf(page) {
    return page.map(({ key }) => key).join(' ');
}
/** Characters of a page's text as Notion answered it. */
export function charactersOf(page) {
    return page.reduce((sum, { source }) => {
        switch (source.kind) {
            case 'markdown':
                return sum + source.markdown.length;
            case 'packed blocks':
                return sum + source.json.length;
            case 'blocks':
                return sum + JSON.stringify(source.trees).length;
        }
    }, 0);
}
