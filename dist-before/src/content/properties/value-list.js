/** From so many entries on a list says how many it has: fewer are counted at a glance. */
const MIN_COUNTED = 10;
/** What a list that is cut ends with: `… more than 1000 in all`. */
const END_CHARACTERS = 30;
/** `A, B, C`, `A, B, … J (10 in all)`, `A, B … 27 in all` where it is cut between entries, with semicolons where an entry has a comma. */
export function joinValues(values, { characters, hasMore }) {
    const filled = values.filter((value) => value !== '');
    const separator = filled.some((value) => value.includes(',')) ? '; ' : ', ';
    const shown = [];
    let length = 0;
    for (const value of filled) {
        length += value.length + separator.length;
        if (length > characters - END_CHARACTERS && shown.length > 0) {
            break;
        }
        shown.push(value);
    }
    const list = shown.join(separator);
    if (hasMore) {
        return `${list} … more than ${filled.length} in all`;
    }
    if (shown.length < filled.length) {
        return `${list} … ${filled.length} in all`;
    }
    return filled.length >= MIN_COUNTED ? `${list} (${filled.length} in all)` : list;
}
