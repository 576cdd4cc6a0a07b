/**
 * The expression of FTS5 for what passages, or one of their columns, have to hold. Each token is letters, digits, marks, `#` and `+` (see `tokensOf`), so that
 * between quotation marks nothing that was typed is an operator.
 */
export function ftsMatch({ terms, mode, excluded }, column) {
    const wanted = terms.map(termMatch).join(mode === 'all' ? ' AND ' : ' OR ');
    const limited = column === undefined ? wanted : `{${column}} : (${wanted})`;
    return excluded.reduce((match, term) => `(${match}) NOT ${termMatch(term)}`, limited);
}
function termMatch({ sequences }) {
    return `(${sequences.map(sequenceMatch).join(' OR ')})`;
}
function sequenceMatch({ tokens, isPrefix }) {
    return `"${tokens.join(' ').replaceAll('"', '')}"${isPrefix ? ' *' : ''}`;
}
