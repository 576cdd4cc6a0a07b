import { outputOf } from './key-command.js';
import { openKeyFile } from './key-file.js';
import { KeyError, keyringOf, parseKey } from './keys.js';
/** Keys from the settings, the current one first. */
export function givenKeys(keys) {
    return {
        load: () => attempt(() => {
            const [current, ...older] = keys.map((key) => parseKey(key, 'CREDENTIALS_KEY'));
            if (current === undefined) {
                throw new KeyError('CREDENTIALS_KEY is missing.');
            }
            return keyringOf(current, older);
        }),
    };
}
/** A key file managed by the operator. It is never written; a key added at the top is used without a restart. */
export function keyFileSource(path, groupMayRead) {
    return {
        load: () => attempt(() => {
            try {
                return openKeyFile(path, { groupMayRead, mayBeLink: true });
            }
            catch (error) {
                throw error instanceof KeyError
                    ? error
                    : new KeyError(`The key file ${path} cannot be read (${codeOf(error)}).`, { cause: error });
            }
        }),
    };
}
/** A program that prints the keys, one a line, the current one first. It runs once. */
export function keyCommandSource(command) {
    return {
        load: async () => {
            const lines = (await outputOf(command, '')).split(/\r?\n/).filter(Boolean);
            const [current, ...older] = lines.map((line) => parseKey(line.trim(), `What ${command.variable} prints`));
            if (current === undefined) {
                throw new KeyError(`The program of ${command.variable} prints nothing.`);
            }
            return keyringOf(current, older);
        },
    };
}
/** The same keys, plus former ones that only open. */
export function withOlderKeys(ring, older) {
    const byId = new Map(older.map((text) => {
        const key = parseKey(text, 'CREDENTIALS_OLD_KEYS');
        return [key.id, key];
    }));
    return { current: () => ring.current(), find: (id) => ring.find(id) ?? byId.get(id) };
}
function attempt(make) {
    return new Promise((resolve) => resolve(make()));
}
function codeOf(error) {
    return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : 'unknown';
}
