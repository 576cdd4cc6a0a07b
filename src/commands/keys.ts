import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { StoreConfig } from '../config/config.js';
import { KEY_FILE } from '../config/storage-settings.js';
import { addKeyToFile, dropUnusedKeys } from '../credentials/key-file.js';
import { parseSpaceId } from '../credentials/identifiers.js';
import type { OpenStore } from './open-store.js';
import { EXIT_USAGE, type Program } from './program.js';

/** `keys create`: shows the key once. */
export async function createServiceKey(
  store: OpenStore,
  config: StoreConfig,
  program: Program,
): Promise<void> {
  const space = parseSpaceId(config.space);
  if (space === undefined) {
    throw new Error('The space was validated with the configuration.');
  }
  const { key, record } = await store.serviceKeys.create(config.allSpaces ? 'all' : space, config.label);
  program.print(
    `${key}\n\nKey ${record.id} for ${record.spaces === 'all' ? 'every space' : `space ${record.spaces}`}. It is shown only now.\n`,
  );
}

/** `keys list`. */
export async function listServiceKeys(store: OpenStore, program: Program): Promise<void> {
  const keys = await store.serviceKeys.list();
  const lines = keys.map(({ id, spaces, label, createdAt, revokedAt }) =>
    [
      id,
      spaces === 'all' ? 'every space' : `space ${spaces}`,
      `created ${createdAt.toISOString().slice(0, 10)}`,
      ...(revokedAt === null ? [] : [`revoked ${revokedAt.toISOString().slice(0, 10)}`]),
      ...(label === '' ? [] : [label]),
    ].join(', '),
  );
  program.print(lines.length === 0 ? 'There are no service keys.\n' : `${lines.join('\n')}\n`);
}

/** `keys revoke`. */
export async function revokeServiceKey(
  store: OpenStore,
  config: StoreConfig,
  program: Program,
): Promise<void> {
  if (!(await store.serviceKeys.revoke(config.operand ?? ''))) {
    program.fail(
      'There is no such key, or it was revoked before. List them with: notion-rest-mcp keys list',
      EXIT_USAGE,
    );
  }
  program.print('Revoked. Requests with this key are refused from now on.\n');
}

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
  const inUse = new Set([
    ...(await store.credentials.keyIdsInUse()),
    ...(await store.credentials.macKeyIdsInUse()),
  ]);
  const dropped = usesFile ? await dropUnusedKeys(keyFile, inUse, randomBytes) : [];
  program.print(
    `Sealed anew: ${JSON.stringify(counts)}. Keys in use: ${[...inUse].join(', ') || 'none'}.\n` +
      (usesFile
        ? `Removed from the key file: ${dropped.join(', ') || 'none'}.\n`
        : 'CREDENTIALS_OLD_KEYS can be removed once every server runs with the new CREDENTIALS_KEY.\n'),
  );
}
