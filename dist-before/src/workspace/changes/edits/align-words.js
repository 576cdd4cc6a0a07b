/** Most pairs of words that are compared: beyond, only what begins and ends alike is matched. */
const MAX_PAIRS = 50_000;
/** The longest sequence of words that the old list and the new have in common, in order. */
export function alignWords(oldLength, newLength, isSame) {
    let from = 0;
    while (from < oldLength && from < newLength && isSame(from, from)) {
        from += 1;
    }
    let behind = 0;
    while (behind < oldLength - from &&
        behind < newLength - from &&
        isSame(oldLength - 1 - behind, newLength - 1 - behind)) {
        behind += 1;
    }
    const [oldEnd, newEnd] = [oldLength - behind, newLength - behind];
    return [
        ...Array.from({ length: from }, (_, at) => [at, at]),
        ...longest(from, oldEnd, newEnd, isSame),
        ...Array.from({ length: behind }, (_, at) => [oldEnd + at, newEnd + at]),
    ];
}
function longest(from, oldEnd, newEnd, isSame) {
    const [rows, columns] = [oldEnd - from, newEnd - from];
    if (rows * columns > MAX_PAIRS) {
        return [];
    }
    const width = columns + 1;
    const lengths = new Uint32Array((rows + 1) * width);
    const lengthAt = (row, column) => lengths[row * width + column] ?? 0;
    for (let row = rows - 1; row >= 0; row -= 1) {
        for (let column = columns - 1; column >= 0; column -= 1) {
            lengths[row * width + column] = isSame(from + row, from + column)
                ? lengthAt(row + 1, column + 1) + 1
                : Math.max(lengthAt(row + 1, column), lengthAt(row, column + 1));
        }
    }
    const kept = [];
    for (let row = 0, column = 0; row < rows && column < columns;) {
        if (isSame(from + row, from + column)) {
            kept.push([from + row, from + column]);
            row += 1;
            column += 1;
        }
        else if (lengthAt(row + 1, column) >= lengthAt(row, column + 1)) {
            row += 1;
        }
        else {
            column += 1;
        }
    }
    return kept;
}
