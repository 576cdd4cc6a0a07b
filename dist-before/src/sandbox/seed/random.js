export function seededRandom(seed) {
    let state = seed;
    return () => {
        state = Math.trunc(state + 0x6d2b79f5);
        let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
        mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
        return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
    };
}
/** One item by chance. */
export function choose(random, items) {
    return items[Math.floor(random() * items.length)] ?? items[0];
}
