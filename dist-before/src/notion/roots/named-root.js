import { parseReference, undashed } from '../reference.js';
/** The id of a page or database given by URL or id, as 32 hex digits; undefined for anything else. */
export function parseRoot(text) {
    const reference = parseReference(text);
    return reference === undefined || reference.kind === 'user' || reference.kind === 'view'
        ? undefined
        : undashed(reference.id);
}
