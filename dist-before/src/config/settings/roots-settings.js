import { MAX_ROOTS } from '../../access/roots.js';
import { parseRoot } from '../../notion/roots/named-root.js';
import { settingText } from '../setting-values.js';
const ROOTS = `ids or URLs of at most ${MAX_ROOTS} pages and databases, separated by commas`;
/** An invalid entry must not be skipped: the operator means exactly these pages. */
export const rootIds = settingText
    .convert((text) => {
    const ids = text.split(',').map(parseRoot);
    return ids.length > MAX_ROOTS || ids.includes(undefined)
        ? undefined
        : [...new Set(ids.filter((id) => id !== undefined))];
}, `must be ${ROOTS}`)
    .describe(ROOTS);
/** Roots of all callers of a server without keys. */
export const rootsSettings = {
    readRoots: {
        variable: 'READ_ROOTS',
        option: 'read-roots',
        value: '<pages>',
        help: 'pages and databases that clients over stdio or with MCP_AUTH_TOKEN may read, with everything below them; everything shared with the connection if not set',
        schema: rootIds,
    },
};
