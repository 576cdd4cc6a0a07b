import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { DATABASE_FILE, KEY_FILE } from '../../config/settings/storage-settings.js';
import { fileProblem, folderProblem } from '../../sealing/private-files.js';
import { fail, warn, type Finding } from '../finding.js';

/** Most files that are named. */
const MAX_NAMED_FILES = 10;

/**
 * Whether others can read, change or replace what is in the data folder: the database, what SQLite keeps beside it, the key
 * file, and copies that somebody made of them there. A key file that is used is looked at with the key. What only has the
 * wrong mode gets the right one at the next start.
 */
export function checkFiles(folder: string, usesKeyFile: boolean): readonly Finding[] {
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

function findingOf(message: string, isFatal: boolean): Finding {
  const [what = message, ...advice] = message.split(/(?<=\.) /);
  const next = advice.join(' ') || 'Make sure that nobody else can.';
  return isFatal ? fail('files', what, next) : warn('files', what, next);
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder).filter((name) => name.startsWith(DATABASE_FILE) || name.startsWith(KEY_FILE));
  } catch {
    // There is no folder yet, or another finding says why it cannot be read.
    return [];
  }
}
