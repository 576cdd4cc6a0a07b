import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { StoreConfig } from '../config/config.js';
import { KEY_FILE } from '../config/storage-settings.js';
import { addKeyToFile, dropUnusedKeys } from '../credentials/key-file.js';
import type { OpenStore } from './open-store.js';
import type { Program } from './program.js';

/** `keys rotate`: seals every stored token with the new key, while servers go on serving. */
export async function rotateSealingKeys(
  store: OpenStore,
  config: StoreConfig,
  program: Program,
): Promise<void> {
  const keyFile = join(config.storage.folder, KEY_FILE);
  const usesFile = config.storage.keys.length === 0;
  if (usesFile) {
    await addKeyToFile(keyFile, randomBytes);
  }
  const counts = await store.credentials.rotateKeys();
  const inUse = await store.credentials.keyIdsInUse();
  const dropped = usesFile ? await dropUnusedKeys(keyFile, inUse, randomBytes) : [];
  store.audit.record({ actor: 'command line', action: 'sealing-key.rotated', outcome: 'done' });
  program.print(
    `Sealed anew: ${JSON.stringify(counts)}. Keys in use: ${[...inUse].join(', ') || 'none'}.\n` +
      (usesFile
        ? `Removed from the key file: ${dropped.join(', ') || 'none'}.\n`
        : 'CREDENTIALS_OLD_KEYS can be removed once every server runs with the new CREDENTIALS_KEY.\n'),
  );
}
