import { readdirSync } from 'node:fs';
import { indexFolder } from '../../config/settings/search-index-settings.js';
import type { StorageSettings } from '../../config/settings/storage-settings.js';
import { folderProblem } from '../../sealing/private-files.js';
import { ok, warn, type Finding } from '../finding.js';

/** Where the search index is, and whether others can read it; how far it reaches is told by `index status`. */
export function checkSearchIndex(storage: StorageSettings): Finding {
  if (storage.postgres !== undefined) {
    return ok('search index', 'Texts are indexed in a schema of its own in Postgres; see index status.');
  }
  const folder = indexFolder(storage);
  const files = indexFiles(folder);
  if (files === undefined) {
    return ok('search index', 'Nothing is indexed yet; the first search over a connection begins its index.');
  }
  const problem = folderProblem(folder);
  return problem === undefined
    ? ok('search index', `${files} ${files === 1 ? 'index' : 'indexes'} in ${folder}; see index status.`)
    : warn('search index', problem.message, 'Make sure that nobody else can read it.');
}

function indexFiles(folder: string): number | undefined {
  try {
    return readdirSync(folder).filter((name) => name.endsWith('.db')).length;
  } catch {
    return undefined;
  }
}
