/**
 * A queue that takes turns: between those named first in the items' paths, within each of them between those named
 * second, and so on; items of one path are first in, first out. A key that queues a hundred items delays a key with
 * a single one by a single turn.
 */
export class FairQueue {
    #root = emptyLine();
    get size() {
        return this.#root.size;
    }
    add(item) {
        let line = this.#root;
        line.size += 1;
        for (const name of item.fairnessKeys) {
            const inner = line.children.get(name) ?? emptyLine();
            line.children.set(name, inner);
            line = inner;
            line.size += 1;
        }
        line.items.add(item);
    }
    /** Removes an item that no longer needs its turn. */
    delete(item) {
        const lines = [this.#root];
        for (const name of item.fairnessKeys) {
            const inner = lines.at(-1)?.children.get(name);
            if (inner === undefined) {
                return;
            }
            lines.push(inner);
        }
        if (lines.at(-1)?.items.delete(item) === true) {
            lines.forEach((line) => {
                line.size -= 1;
            });
            lines.pop();
            for (const name of item.fairnessKeys.toReversed()) {
                dropIfEmpty(lines.pop(), name);
            }
        }
    }
    /** Removes and returns the item whose turn it is. */
    take() {
        return takeFrom(this.#root);
    }
    /** The item whose turn comes last: one of the key with the most items in the queue. */
    last() {
        let line = this.#root;
        while (line.children.size > 0) {
            let longest;
            for (const inner of line.children.values()) {
                longest = longest === undefined || inner.size >= longest.size ? inner : longest;
            }
            line = longest ?? line;
        }
        return [...line.items].at(-1);
    }
    /** All items in the order in which they would be removed. */
    inOrder() {
        const copy = copyOf(this.#root);
        return Array.from({ length: this.size }, () => takeFrom(copy)).filter((item) => item !== undefined);
    }
}
function emptyLine() {
    return { items: new Set(), children: new Map(), size: 0 };
}
function copyOf({ items, children, size }) {
    return {
        items: new Set(items),
        children: new Map(Array.from(children, ([name, line]) => [name, copyOf(line)])),
        size,
    };
}
/** The first in line takes its turn, and moves to the end of the line if it has more items. */
function takeFrom(line) {
    for (const item of line.items) {
        line.items.delete(item);
        line.size -= 1;
        return item;
    }
    for (const [name, inner] of line.children) {
        const item = takeFrom(inner);
        line.children.delete(name);
        if (inner.size > 0) {
            line.children.set(name, inner);
        }
        if (item !== undefined) {
            line.size -= 1;
            return item;
        }
    }
    return undefined;
}
function dropIfEmpty(line, name) {
    if (line?.children.get(name)?.size === 0) {
        line.children.delete(name);
    }
}
