import { ConfigError } from '../config-error.js';
import { callDeadline, path, sealingKeyList, sealingKeyText, settingText, toggle, } from '../setting-values.js';
const COMMAND = 'a program and its arguments, as words or as a JSON list of texts';
/** Maximum characters and words of a command. */
const MAX_COMMAND_CHARACTERS = 4000;
const MAX_COMMAND_WORDS = 100;
/** A command that runs without a shell: nothing is expanded, joined or quoted. */
const command = settingText
    .refine((text) => text.length <= MAX_COMMAND_CHARACTERS, `must be ${COMMAND}`)
    .convert((text) => {
    const words = wordsOf(text.trim());
    return words === undefined || words.length === 0 || words.length > MAX_COMMAND_WORDS || words[0] === ''
        ? undefined
        : words;
}, `must be ${COMMAND}`)
    .describe(COMMAND);
/** Settings of the keys that seal stored tokens. */
export const sealingSettings = {
    credentialsKey: {
        variable: 'CREDENTIALS_KEY',
        value: '<base64>',
        help: 'key that seals stored tokens; a key file in DATA_FOLDER if not set',
        schema: sealingKeyText,
    },
    credentialsOldKeys: {
        variable: 'CREDENTIALS_OLD_KEYS',
        value: '<base64,…>',
        help: 'former keys, needed until keys rotate has run',
        schema: sealingKeyList,
    },
    credentialsKeyFile: {
        variable: 'CREDENTIALS_KEY_FILE',
        option: 'credentials-key-file',
        value: '<path>',
        help: 'file to read the key from instead of CREDENTIALS_KEY, one key per line, the current one first',
        schema: path,
    },
    credentialsKeyFileGroup: {
        variable: 'CREDENTIALS_KEY_FILE_GROUP',
        option: 'credentials-key-file-group',
        isSwitch: true,
        value: '<true|false>',
        help: 'allow a CREDENTIALS_KEY_FILE that its group can read, as Kubernetes mounts secrets',
        schema: toggle,
        defaultValue: 'false',
    },
    credentialsKeyCommand: {
        variable: 'CREDENTIALS_KEY_COMMAND',
        value: '<command>',
        help: 'program that prints the key, instead of CREDENTIALS_KEY; run at start, without a shell',
        schema: command,
    },
    credentialsKmsCommand: {
        variable: 'CREDENTIALS_KMS_COMMAND',
        value: '<command>',
        help: 'program that wraps and unwraps the key, which is stored wrapped in the database; run without a shell, with wrap or unwrap as its last argument',
        schema: command,
    },
    credentialsKeyTimeout: {
        variable: 'CREDENTIALS_KEY_TIMEOUT_SECONDS',
        option: 'credentials-key-timeout-seconds',
        value: '<seconds>',
        help: 'time limit for one run of these programs',
        schema: callDeadline,
        // A key service responds in well under a second; a person who unlocks a password store takes longer.
        defaultValue: '30',
    },
};
/** The source, if one is set. Throws `ConfigError` if there are several: which one seals would be ambiguous. */
export function externalKeys(read) {
    const file = read('credentialsKeyFile');
    const printing = read('credentialsKeyCommand');
    const wrapping = read('credentialsKmsCommand');
    const timeoutMilliseconds = read('credentialsKeyTimeout') * 1000;
    const older = Object.freeze(read('credentialsOldKeys') ?? []);
    const given = [
        ['CREDENTIALS_KEY', read('credentialsKey')],
        ['CREDENTIALS_KEY_FILE', file],
        ['CREDENTIALS_KEY_COMMAND', printing],
        ['CREDENTIALS_KMS_COMMAND', wrapping],
    ].flatMap(([variable, value]) => (value === undefined ? [] : [variable]));
    if (given.length > 1) {
        throw new ConfigError(`${given.join(' and ')} are set: only one of them can hold the key.`);
    }
    if (file !== undefined) {
        return Object.freeze({ kind: 'file', path: file, groupMayRead: read('credentialsKeyFileGroup'), older });
    }
    if (printing !== undefined) {
        return Object.freeze({ kind: 'command', command: printing, timeoutMilliseconds, older });
    }
    return wrapping === undefined
        ? undefined
        : Object.freeze({ kind: 'kms', command: wrapping, timeoutMilliseconds, older });
}
/** A JSON list, or words separated by spaces: no quotes, no variables, no shell. */
function wordsOf(text) {
    if (!text.startsWith('[')) {
        return text.split(/\s+/).filter((word) => word !== '');
    }
    try {
        const words = JSON.parse(text);
        return Array.isArray(words) && words.every((word) => typeof word === 'string') ? words : undefined;
    }
    catch {
        return undefined;
    }
}
