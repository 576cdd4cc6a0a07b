/** The words of a query, in lower case. */
export function wordsOf(query) {
    return query
        .toLowerCase()
        .split(/[^\p{L}\p{N}]+/u)
        .filter((word) => word !== '');
}
