import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { StoreConfig } from '../config/config.js';
import { KEY_FILE } from '../config/storage-settings.js';
import { addKeyToFile, dropUnusedKeys } from '../credentials/key-file.js';
import { systemClock } from '../credentials/clock.js';
import { parseSpaceId } from '../credentials/identifiers.js';
import { addWrappedKey, dropWrappedKeys, keyService } from '../credentials/wrapped-keys.js';
import { commandOf } from './open-keyring.js';
import { openStore, type OpenStore } from './open-store.js';
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

/** `keys rotate`: seals every stored token and signs every row with the new key, while servers go on serving. */
export async function rotateSealingKeys(
  store: OpenStore,
  config: StoreConfig,
  program: Program,
): Promise<void> {
  const { external, keys, folder } = config.storage;
  if (external?.kind === 'kms') {
    return rotateWrappedKeys(store, external, config, program);
  }
  const usesFile = external === undefined && keys.length === 0;
  const keyFile = join(folder, KEY_FILE);
  if (usesFile) {
    await addKeyToFile(keyFile, randomBytes);
  }
  const { report, inUse } = await rotate(store);
  const dropped = usesFile ? await dropUnusedKeys(keyFile, inUse, randomBytes) : [];
  program.print(
    report +
      (usesFile
        ? `Removed from the key file: ${dropped.join(', ') || 'none'}.\n`
        : 'The former keys can be removed once every server runs with the new one.\n'),
  );
}

/** The service wraps a new key; the store is opened again with it. */
async function rotateWrappedKeys(
  store: OpenStore,
  external: Parameters<typeof commandOf>[0],
  config: StoreConfig,
  program: Program,
): Promise<void> {
  const service = keyService(commandOf(external));
  const { id } = (
    await addWrappedKey(store.database, service, { clock: systemClock, randomBytes })
  ).current();
  const renewed = await openStore(config, program.log);
  try {
    const { report, inUse } = await rotate(renewed);
    const dropped = await dropWrappedKeys(renewed.database, id, inUse);
    program.print(`${report}Removed from the database: ${dropped.join(', ') || 'none'}.\n`);
  } finally {
    await renewed.credentials.close();
  }
}

async function rotate(
  store: OpenStore,
): Promise<{ readonly report: string; readonly inUse: ReadonlySet<string> }> {
  const counts = await store.credentials.rotateKeys();
  const inUse = new Set([
    ...(await store.credentials.keyIdsInUse()),
    ...(await store.credentials.macKeyIdsInUse()),
  ]);
  return {
    inUse,
    report: `Sealed anew: ${JSON.stringify(counts)}. Keys in use: ${[...inUse].join(', ') || 'none'}.\n`,
  };
}
