import type { CredentialsDatabase } from './database.js';
import type { Keyring } from '../sealing/keys.js';
import { RowMacs, type ForgedRowListener } from './macs/row-macs.js';

/** The same database, with the keys by which its rows are told from forged ones. */
export function withMacs(
  database: CredentialsDatabase,
  keyring: Keyring,
  listener?: ForgedRowListener,
): CredentialsDatabase {
  return { ...database, macs: new RowMacs(keyring, listener) };
}
