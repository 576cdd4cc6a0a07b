import { readFileSync } from 'node:fs';
/** Beside the bundled program. */
const FILE = new URL('notion-rest-mcp/prepared-tools.json', import.meta.url);
/** What the build has prepared; undefined for unbundled sources. */
export function readPreparedTools() {
    try {
        // Written by the build of this version alone.
        return JSON.parse(readFileSync(FILE, 'utf8'));
    }
    catch {
        return undefined;
    }
}
