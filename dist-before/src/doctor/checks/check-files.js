import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { DATABASE_FILE, KEY_FILE } from '../../config/settings/storage-settings.js';
import { fileProblem, folderProblem } from '../../sealing/private-files.js';
import { fail, warn } from '../finding.js';
/** Maximum files named. */
const MAX_NAMED_FILES = 10;
/**
 * Whether other users can read, change or replace files in the data folder: the database, SQLite's side files, the key
 * file, and copies of them. A key file in use is checked with the key. A wrong mode alone is fixed at the next start.
 */
export function checkFiles(folder, usesKeyFile) {
    const place = folderProblem(folder);
    const findings = place === undefined ? [] : [findingOf(place.message, place.isFatal)];
    for (const name of namesIn(folder).filter((found) => found !== KEY_FILE || !usesKeyFile)) {
        const isCopy = name !== KEY_FILE && !/^-(wal|shm|journal)$|^$/.test(name.slice(DATABASE_FILE.length));
        const problem = fileProblem(join(folder, name), isCopy ? 'The copy' : 'The file');
        if (problem !== undefined && findings.length < MAX_NAMED_FILES) {
            findings.push(findingOf(problem.message, !isCopy && !problem.isMode));
        }
    }
    return findings;
}
function findingOf(message, isFatal) {
    const [what = message, ...advice] = message.split(/(?<=\.) /);
    const next = advice.join(' ') || 'Make sure that nobody else can.';
    return isFatal ? fail('files', what, next) : warn('files', what, next);
}
function namesIn(folder) {
    try {
        return readdirSync(folder).filter((name) => name.startsWith(DATABASE_FILE) || name.startsWith(KEY_FILE));
    }
    catch {
        // The folder does not exist yet, or another finding explains why it cannot be read.
        return [];
    }
}
