import { MAX_ROOTS } from '../../access/roots.js';
import { parseRoot } from '../../notion/roots/named-root.js';
/** Longer than any page URL. */
const MAX_LINE_CHARACTERS = 2000;
/** Parses the field, one page per line. A line that names no page is an error: ignoring it could widen the access. */
export function parsePageList(text) {
    const roots = new Set();
    for (const [index, typed] of text.split(/\r\n|\r|\n/).entries()) {
        const line = typed.trim();
        if (line === '') {
            continue;
        }
        const root = line.length > MAX_LINE_CHARACTERS ? undefined : parseRoot(line);
        if (root === undefined) {
            return { problem: { kind: 'not_a_page', lineNumber: index + 1, line } };
        }
        roots.add(root);
        if (roots.size > MAX_ROOTS) {
            return { problem: { kind: 'too_many', most: MAX_ROOTS } };
        }
    }
    return { roots: roots.size === 0 ? null : [...roots] };
}
