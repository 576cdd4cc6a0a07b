import type { CredentialsDatabase } from './database.js';
import type { Keyring } from '../sealing/keys.js';
import { RowMacs, type ForgedRowListener } from './macs/row-macs.js';

/** The same database, with the keys that verify its rows. */
export function withMacs(
  database: CredentialsDatabase,
  keyring: Keyring,
  listener?: ForgedRowListener,
): CredentialsDatabase {
  return { ...database, macs: new RowMacs(keyring, listener) };
}
