import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { indexFolder } from '../../config/settings/search-index-settings.js';
import { fileProblem, folderProblem } from '../../sealing/private-files.js';
import { ok, warn } from '../finding.js';
/** Where the search index is, and whether others can read it; how far it reaches is told by `index status`. */
export function checkSearchIndex(storage) {
    if (storage.postgres !== undefined) {
        return ok('search index', 'Texts are indexed in a schema of its own in Postgres; see index status.');
    }
    const folder = indexFolder(storage);
    const files = indexFiles(folder);
    if (files === undefined) {
        return ok('search index', 'Nothing is indexed yet; the first search over a connection begins its index.');
    }
    const problem = folderProblem(folder)?.message ??
        files
            .map((name) => fileProblem(join(folder, name), 'The index')?.message)
            .find((found) => found !== undefined);
    const count = files.filter((name) => name.endsWith('.db')).length;
    return problem === undefined
        ? ok('search index', `${count} ${count === 1 ? 'index' : 'indexes'} in ${folder}; see index status.`)
        : warn('search index', problem, 'Make sure that nobody else can read or change what is in it.');
}
function indexFiles(folder) {
    try {
        return readdirSync(folder);
    }
    catch {
        return undefined;
    }
}
