import { TamperedStoreError } from './sign-existing-rows.js';
import { outputOf } from '../../sealing/key-command.js';
import { KEY_BYTES, KeyError, keyringOf, parseKey, } from '../../sealing/keys.js';
import { keyIdOf, RowMacs } from '../../database/macs/row-macs.js';
/**
 * A service reached through a program: it gets `wrap` or `unwrap` as its last argument, the key on its standard input,
 * and prints the result.
 */
export function keyService(command) {
    return {
        wrap: (key) => outputOf(command, key, ['wrap']),
        unwrap: (wrapped) => outputOf(command, wrapped, ['unwrap']),
    };
}
/**
 * The sealing keys stored wrapped in the database. The first is made if there is none; of several processes that start
 * at once, one stores its own and the others use that one.
 */
export async function loadOrCreateWrappedKeys(database, service, { clock, randomBytes }) {
    if ((await rowsOf(database.queries)).length === 0) {
        const made = await newKey(service, randomBytes);
        await database.changeAlone(async (changes) => {
            if ((await rowsOf(changes)).length === 0) {
                await changes.insertInto('wrapped_keys').values(rowOf(made, clock)).execute();
            }
        });
    }
    return openWrappedKeys(database.queries, service);
}
/** The existing keys. Rejects with a {@link KeyError} or an {@link TamperedStoreError}. */
export async function openWrappedKeys(queries, service) {
    const rows = await rowsOf(queries);
    const keys = new Map();
    for (const { id, wrapped } of rows) {
        const key = parseKey(await service.unwrap(wrapped), 'What CREDENTIALS_KMS_COMMAND unwraps');
        if (key.id !== id) {
            throw new TamperedStoreError(`The key stored as ${id} is a different key.`);
        }
        keys.set(id, key);
    }
    return keyringFrom(rows, keys);
}
/** Adds a key and makes it the current one. */
export async function addWrappedKey(database, service, { clock, randomBytes }) {
    const made = await newKey(service, randomBytes);
    await database.changeAlone(async (changes) => {
        await changes.insertInto('wrapped_keys').values(rowOf(made, clock)).execute();
        const macs = new RowMacs(keyringOf(made.key));
        for (const { mac: _mac, ...row } of await rowsOf(changes)) {
            const { mac } = macs.signed('wrapped_keys', row);
            await changes.updateTable('wrapped_keys').set({ mac }).where('id', '=', row.id).execute();
        }
    });
    return openWrappedKeys(database.queries, service);
}
/** Removes the keys that are neither current nor in use, and names them. */
export function dropWrappedKeys(database, currentId, inUse) {
    return database.change(async (changes) => {
        const unused = (await rowsOf(changes)).filter(({ id }) => id !== currentId && !inUse.has(id));
        for (const { id } of unused) {
            await changes.deleteFrom('wrapped_keys').where('id', '=', id).execute();
        }
        return unused.map(({ id }) => id);
    });
}
/**
 * The current key authenticates itself and the older ones. A key that an attacker had wrapped and inserted is detected:
 * no key of ours authenticates it, and no two keys may authenticate themselves.
 */
function keyringFrom(rows, keys) {
    const roots = rows.filter(({ id, mac }) => keyIdOf(mac ?? '') === id);
    const [root] = roots;
    const current = keys.get(root?.id ?? '');
    if (current === undefined || roots.length > 1) {
        throw new TamperedStoreError('The wrapped keys in the database were altered.');
    }
    const macs = new RowMacs(keyringOf(current));
    if (!rows.every((row) => macs.verifies('wrapped_keys', row))) {
        throw new TamperedStoreError('The database holds a wrapped key that this server did not write.');
    }
    return keyringOf(current, [...keys.values()].filter((key) => key !== current));
}
async function newKey(service, randomBytes) {
    const text = Buffer.from(randomBytes(KEY_BYTES)).toString('base64');
    const wrapped = await service.wrap(text);
    if (wrapped === '' || wrapped.includes(text)) {
        throw new KeyError('The program of CREDENTIALS_KMS_COMMAND does not wrap: it prints nothing, or the key itself.');
    }
    // Before anything is sealed with it: what cannot be unwrapped is lost.
    if ((await service.unwrap(wrapped)) !== text) {
        throw new KeyError('The program of CREDENTIALS_KMS_COMMAND does not unwrap what it has wrapped.');
    }
    return { key: parseKey(text, 'A new key'), wrapped };
}
function rowOf({ key, wrapped }, clock) {
    return new RowMacs(keyringOf(key)).signed('wrapped_keys', {
        id: key.id,
        wrapped,
        created_at: clock.now().toISOString(),
    });
}
function rowsOf(queries) {
    return queries.selectFrom('wrapped_keys').selectAll().orderBy('id').execute();
}
