/** The kind of authorization that a pair belongs to. */
export function kindOfPair({ hosted }) {
    return hosted === undefined ? 'rest' : 'hosted';
}
