import { describeError } from './log.js';
/** Replaces secret or private text. */
export const REDACTED = '[redacted]';
/** Values of fields with these names are never written. Compared ignoring case, `_` and `-`. */
const PRIVATE_NAMES = new Set([
    'authorization proxyauthorization cookie setcookie password secret clientsecret servicekey browsersecret',
    'token accesstoken refreshtoken idtoken apikey key credentialskey wrappedkey ciphertext code codeverifier state',
    'arguments input body content text title query answer email owner',
].flatMap((names) => names.split(' ')));
/**
 * Patterns of secrets. Each is applied on its own; groups are kept. Bounded repetitions keep the cost linear for
 * hostile text.
 */
const PATTERNS = [
    // Tokens of Notion, and this server's own keys and tokens.
    [/(?:ntn|secret|nrm|nrt)_[\w-]{4,}/gi, REDACTED],
    // RFC 6750 and RFC 7617 credentials.
    [/\b(Bearer|Basic)\s+[^\s"',;]+/gi, `$1 ${REDACTED}`],
    // JSON Web Tokens: each part begins as the base64 of a JSON object does.
    [/eyJ[\w-]{4,}\.[\w-]+(?:\.[\w-]*)*/g, REDACTED],
    // 32 bytes in base64 (a sealing key) or more in hexadecimal (as `openssl rand -hex 32` prints); ids have 32 digits.
    [/[A-Za-z0-9+/]{43}=/g, REDACTED],
    [/(?<![0-9a-f])[0-9a-f]{40,}/gi, REDACTED],
    // User names and passwords in addresses, and the values of their queries: signatures, codes, states.
    [/(:\/\/)[^/\s@"]{1,256}@/g, `$1${REDACTED}@`],
    [/([?&][\w.-]{1,64}=)[^&\s"'#]+/g, `$1${REDACTED}`],
    [/[\p{L}\p{N}._%+-]{1,64}@(?:[\p{L}\p{N}-]{1,63}\.){1,8}\p{L}{2,24}/gu, REDACTED],
];
/** Names of fields and tools, outcomes and ids: too short for some of the patterns, without the characters of the others. */
const HARMLESS = /^(?!.*(?:(?:ntn|secret|nrm|nrt)_|eyJ|bearer|basic))[\w .:-]*$/i;
const MAX_HARMLESS_CHARACTERS = 39;
/** Longer texts are not facts about the server. */
const MAX_TEXT_CHARACTERS = 4000;
const MAX_DEPTH = 4;
const MAX_ENTRIES = 50;
/** The text without anything that looks like a secret or an e-mail address. */
export function redactText(text) {
    if (text.length <= MAX_HARMLESS_CHARACTERS && HARMLESS.test(text)) {
        return text;
    }
    const short = text.length > MAX_TEXT_CHARACTERS ? `${text.slice(0, MAX_TEXT_CHARACTERS)}…` : text;
    return PATTERNS.reduce((clean, [pattern, replacement]) => clean.replaceAll(pattern, replacement), short);
}
/**
 * A redacted copy: secrets are removed by field name and by pattern, at any depth; errors lose their messages; depth
 * and size are bounded.
 */
export function redactFields(fields) {
    return copyObject(fields, 0);
}
function copyObject(object, depth) {
    return Object.fromEntries(Object.keys(object)
        .slice(0, MAX_ENTRIES)
        .map((name) => [redactText(name), isPrivate(name) ? REDACTED : copy(read(object, name), depth)]));
}
function copy(value, depth) {
    switch (typeof value) {
        case 'string':
            return redactText(value);
        case 'number':
        case 'boolean':
        case 'undefined':
            return value;
        case 'object':
            break;
        default:
            return `[${typeof value}]`;
    }
    if (value === null) {
        return null;
    }
    if (value instanceof Error) {
        return copyObject(describeError(value), depth);
    }
    if (value instanceof Date) {
        return Number.isNaN(value.getTime()) ? null : value.toISOString();
    }
    if (depth >= MAX_DEPTH) {
        return '[too deep]';
    }
    if (Array.isArray(value)) {
        return value.slice(0, MAX_ENTRIES).map((entry) => copy(entry, depth + 1));
    }
    // Bytes, maps, key objects and the like: not needed in log lines, and may contain secrets.
    return isPlain(value) ? copyObject(value, depth + 1) : '[object]';
}
function isPrivate(name) {
    return PRIVATE_NAMES.has(name.toLowerCase().replaceAll(/[_-]/g, ''));
}
function isPlain(value) {
    const prototype = Object.getPrototypeOf(value);
    return prototype === Object.prototype || prototype === null;
}
/** A throwing getter must not lose the log line. */
function read(object, name) {
    try {
        return Reflect.get(object, name);
    }
    catch {
        return '[unreadable]';
    }
}
