import { parseSpaceId } from '../ids.js';
import { isLimited, readChangeLimits } from './change-limits.js';
import { readRoots } from './roots.js';
/** `read`: tools that change nothing. `write`: tools that make changes, and managing the connections of its spaces. */
export const keyScopes = ['read', 'write'];
/** Maximum number of tools in a key's list. */
const MAX_KEY_TOOLS = 100;
/** Stored form of a key for every space; no space id can look like it. */
const ALL_SPACES = '*';
/** How the event log names a service key, optionally followed by details. */
const KEY_ACTOR = /^key ([0-9a-f]{12})(?:,|$)/;
const TOOL_NAME = /^[a-z][a-z0-9_]{0,63}$/;
/** A stored key cannot be read. It grants nothing, because its restrictions are unknown. */
export class DamagedKeyError extends Error {
    name = 'DamagedKeyError';
    keyId;
    constructor(keyId, column, what) {
        super(`The service key ${keyId} is stored with ${column} that cannot be ${what}.`);
        this.keyId = keyId;
    }
}
/** The stored form of a key. The hash is that of its secret. */
export function toKeyRow(key, secretHash) {
    return {
        id: key.id,
        secret_hash: secretHash,
        space_id: key.spaces === 'all' ? ALL_SPACES : key.spaces,
        label: key.label,
        created_at: key.createdAt.toISOString(),
        revoked_at: key.revokedAt?.toISOString() ?? null,
        scopes: key.scopes.join(' '),
        tools: key.tools === undefined ? null : JSON.stringify(key.tools),
        roots: key.roots === undefined ? null : JSON.stringify(key.roots),
        change_limits: key.changes !== undefined && isLimited(key.changes) ? JSON.stringify(key.changes) : null,
        expires_at: key.expiresAt?.toISOString() ?? null,
        previous_hash: null,
        previous_until: null,
        daily_calls: key.daily.calls,
        daily_characters: key.daily.characters,
    };
}
/**
 * The only place where a stored key is validated. Throws a {@link DamagedKeyError}: a damaged row must not become a key
 * for something else, or one without limits.
 */
export function toServiceKey(row) {
    const fail = (column, what) => {
        throw new DamagedKeyError(row.id, column, what);
    };
    const time = (column, text) => {
        const date = text === null ? null : new Date(text);
        return date !== null && Number.isNaN(date.getTime()) ? fail(column, 'a time') : date;
    };
    const amount = (column, value) => value === null || (Number.isSafeInteger(value) && value >= 0) ? value : fail(column, 'a budget');
    return {
        id: row.id,
        spaces: row.space_id === ALL_SPACES ? 'all' : (parseSpaceId(row.space_id) ?? fail('a space', 'one')),
        label: row.label,
        createdAt: time('a creation', row.created_at) ?? fail('a creation', 'a time'),
        revokedAt: time('a revocation', row.revoked_at),
        scopes: readScopes(row.scopes) ?? fail('scopes', 'some'),
        tools: row.tools === null ? undefined : (readTools(parsed(row.tools)) ?? fail('tools', 'some')),
        roots: row.roots === null ? undefined : (readRoots(parsed(row.roots)) ?? fail('roots', 'some')),
        ...(row.change_limits === null
            ? {}
            : { changes: readChangeLimits(parsed(row.change_limits)) ?? fail('limits of changes', 'some') }),
        expiresAt: time('an expiry', row.expires_at),
        overlapUntil: row.previous_hash === null ? null : time('an overlap', row.previous_until),
        daily: {
            calls: amount('daily calls', row.daily_calls),
            characters: amount('daily characters', row.daily_characters),
        },
    };
}
/** Parses stored scopes; undefined for anything that is not one of the valid lists. */
function readScopes(text) {
    const words = text.split(' ');
    const scopes = keyScopes.filter((scope) => words.includes(scope));
    return scopes.length === words.length ? scopes : undefined;
}
/** Names of tools; undefined for anything else. */
export function readTools(value) {
    return Array.isArray(value) && value.length <= MAX_KEY_TOOLS && value.every(isToolName) ? value : undefined;
}
function isToolName(value) {
    return typeof value === 'string' && TOOL_NAME.test(value);
}
function parsed(text) {
    try {
        return JSON.parse(text);
    }
    catch {
        return undefined;
    }
}
/** The service key behind a name in the event log, and its label; undefined if the name is not a key's. */
export async function keyBehind({ queries, macs }, actor) {
    const id = KEY_ACTOR.exec(actor)?.[1];
    if (id === undefined) {
        return undefined;
    }
    const row = await queries.selectFrom('service_keys').selectAll().where('id', '=', id).executeTakeFirst();
    return { id, label: row !== undefined && macs.isGenuine('service_keys', row, { id }) ? row.label : null };
}
