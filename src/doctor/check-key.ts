import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { KEY_FILE, type StorageSettings } from '../config/storage-settings.js';
import { openKeyFile } from '../credentials/key-file.js';
import { KeyError, keyringOf, parseKey } from '../credentials/keys.js';
import { Sealer } from '../credentials/seal.js';
import { fail, ok, type Finding } from './finding.js';

/** What can open stored credentials, if anything, and what is to be said of it. */
export interface KeyCheck {
  readonly sealer: Sealer | undefined;
  readonly finding: Finding;
}

/** Whether the sealing key can be used. Makes none. */
export function checkKey(storage: StorageSettings): KeyCheck {
  const [current, ...older] = storage.keys.map((key) => parseKey(key, 'CREDENTIALS_KEY'));
  if (current !== undefined) {
    return usable(new Sealer(keyringOf(current, older), randomBytes), 'CREDENTIALS_KEY');
  }
  const path = join(storage.folder, KEY_FILE);
  if (!existsSync(path)) {
    return {
      sealer: undefined,
      finding: ok('key', `No key file yet; the first connect makes ${path}. Keep a copy of it from then on.`),
    };
  }
  try {
    return usable(new Sealer(openKeyFile(path), randomBytes), path);
  } catch (error) {
    return { sealer: undefined, finding: unusable(error, path) };
  }
}

function usable(sealer: Sealer, source: string): KeyCheck {
  return { sealer, finding: ok('key', `${source} can be used (key ${sealer.currentKeyId}).`) };
}

function unusable(error: unknown, path: string): Finding {
  if (error instanceof KeyError) {
    const [what = error.message, ...advice] = error.message.split(/(?<=\.) /);
    return fail('key', what, advice.join(' '));
  }
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
  return fail(
    'key',
    `The key file ${path} cannot be read (${code}).`,
    'Run the program as the user who owns the file, or set CREDENTIALS_KEY.',
  );
}
