/**
 * Which lines of the new list are equal to which of the old one, in the same order: the index of an old line for that
 * of a new one. Equal beginnings and ends first, then the next equal line after the last match; linear, not minimal.
 */
export function matchEqual(old, next) {
    const pairs = new Map();
    let start = 0;
    while (start < old.length && start < next.length && old[start] === next[start]) {
        pairs.set(start, start);
        start += 1;
    }
    let [oldEnd, nextEnd] = [old.length, next.length];
    while (oldEnd > start && nextEnd > start && old[oldEnd - 1] === next[nextEnd - 1]) {
        oldEnd -= 1;
        nextEnd -= 1;
        pairs.set(nextEnd, oldEnd);
    }
    const places = placesOf(old, start, oldEnd);
    let from = start;
    for (let index = start; index < nextEnd; index += 1) {
        const queue = places.get(next[index] ?? '') ?? [];
        while ((queue[0] ?? oldEnd) < from) {
            queue.shift();
        }
        const place = queue.shift();
        if (place !== undefined) {
            pairs.set(index, place);
            from = place + 1;
        }
    }
    return pairs;
}
function placesOf(lines, start, end) {
    const places = new Map();
    for (let index = start; index < end; index += 1) {
        const line = lines[index] ?? '';
        const known = places.get(line);
        if (known === undefined) {
            places.set(line, [index]);
        }
        else {
            known.push(index);
        }
    }
    return places;
}
