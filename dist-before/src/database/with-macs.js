import { RowMacs } from './macs/row-macs.js';
/** The same database, with the keys that verify its rows. */
export function withMacs(database, keyring, listener) {
    return { ...database, macs: new RowMacs(keyring, listener) };
}
