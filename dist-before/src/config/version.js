import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { field, writtenOf } from '../text/json.js';
/** Folders up to the package: two from `src/config/`, three from `dist/src/config/`; more would be another package. */
const MAX_PARENT_FOLDERS = 3;
/** The version in package.json, the only place where it is written. */
export function readVersion() {
    let folder = dirname(fileURLToPath(import.meta.url));
    for (let level = 0; level < MAX_PARENT_FOLDERS; level += 1) {
        folder = dirname(folder);
        const text = readIfPresent(join(folder, 'package.json'));
        if (text !== undefined) {
            return writtenOf(field(JSON.parse(text), 'version'));
        }
    }
    throw new Error('package.json is missing beside the program.');
}
function readIfPresent(path) {
    try {
        return readFileSync(path, 'utf8');
    }
    catch {
        return undefined;
    }
}
