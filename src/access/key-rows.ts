import type { Selectable } from 'kysely';
import { parseSpaceId, type SpaceId } from '../ids.js';
import type { CredentialsDatabase } from '../database/database.js';
import type { ServiceKeysTable } from '../database/schema.js';
import { isLimited, readChangeLimits, type ChangeLimits } from './change-limits.js';
import { keyScopes, type KeyScope } from './key-scopes.js';
import { readRoots, type Roots } from './roots.js';

/** The spaces a service key may act for: one, or any that the request names. */
export type KeySpaces = SpaceId | 'all';

/** A key's daily limits (UTC); null for unlimited. */
export interface DailyBudget {
  readonly calls: number | null;
  /** Characters of answers; about four per token. */
  readonly characters: number | null;
}

/** Restrictions of a key. */
export interface KeyLimits {
  readonly scopes: readonly KeyScope[];
  /** Undefined for every tool that the scopes allow; an empty list is none. */
  readonly tools: readonly string[] | undefined;
  /** Undefined for the whole connection; an empty list is nothing. */
  readonly roots: Roots | undefined;
  /** Of what it may read and call; absent for no limits besides. */
  readonly changes?: ChangeLimits | undefined;
  /** Null for a key that does not expire. */
  readonly expiresAt: Date | null;
  readonly daily: DailyBudget;
}

/** A service key as it may be listed, without its secret. */
export interface ServiceKey extends KeyLimits {
  readonly id: string;
  readonly spaces: KeySpaces;
  readonly label: string;
  readonly createdAt: Date;
  readonly revokedAt: Date | null;
  /** When the secret before the last renewal stops working; null if there is none. */
  readonly overlapUntil: Date | null;
}

/** A stored key. */
export type KeyRow = Selectable<ServiceKeysTable>;

/** Maximum number of tools in a key's list. */
const MAX_KEY_TOOLS = 100;
/** Stored form of a key for every space; no space id can look like it. */
const ALL_SPACES = '*';
/** How the event log names a service key, optionally followed by details. */
const KEY_ACTOR = /^key ([0-9a-f]{12})(?:,|$)/;
const TOOL_NAME = /^[a-z][a-z0-9_]{0,63}$/;

/** A stored key cannot be read. It grants nothing, because its restrictions are unknown. */
export class DamagedKeyError extends Error {
  override readonly name = 'DamagedKeyError';
  readonly keyId: string;

  constructor(keyId: string, column: string, what: string) {
    super(`The service key ${keyId} is stored with ${column} that cannot be ${what}.`);
    this.keyId = keyId;
  }
}

/** The stored form of a key. The hash is that of its secret. */
export function toKeyRow(key: ServiceKey, secretHash: string): KeyRow {
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
export function toServiceKey(row: KeyRow): ServiceKey {
  const fail = (column: string, what: string): never => {
    throw new DamagedKeyError(row.id, column, what);
  };
  const time = (column: string, text: string | null): Date | null => {
    const date = text === null ? null : new Date(text);
    return date !== null && Number.isNaN(date.getTime()) ? fail(column, 'a time') : date;
  };
  const amount = (column: string, value: number | null): number | null =>
    value === null || (Number.isSafeInteger(value) && value >= 0) ? value : fail(column, 'a budget');
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
function readScopes(text: string): readonly KeyScope[] | undefined {
  const words = text.split(' ');
  const scopes = keyScopes.filter((scope) => words.includes(scope));
  return scopes.length === words.length ? scopes : undefined;
}

/** Names of tools; undefined for anything else. */
export function readTools(value: unknown): readonly string[] | undefined {
  return Array.isArray(value) && value.length <= MAX_KEY_TOOLS && value.every(isToolName) ? value : undefined;
}

function isToolName(value: unknown): value is string {
  return typeof value === 'string' && TOOL_NAME.test(value);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The service key behind a name in the event log, and its label; undefined if the name is not a key's. */
export async function keyBehind(
  { queries, macs }: Pick<CredentialsDatabase, 'queries' | 'macs'>,
  actor: string,
): Promise<{ readonly id: string; readonly label: string | null } | undefined> {
  const id = KEY_ACTOR.exec(actor)?.[1];
  if (id === undefined) {
    return undefined;
  }
  const row = await queries.selectFrom('service_keys').selectAll().where('id', '=', id).executeTakeFirst();
  return { id, label: row !== undefined && macs.isGenuine('service_keys', row, { id }) ? row.label : null };
}
