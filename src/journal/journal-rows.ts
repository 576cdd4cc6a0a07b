import { createHash } from 'node:crypto';
import * as z from 'zod';
import { changeEntryIdentity } from '../credentials/key-rotation/sealed-rows.js';
import type { ChangeEntriesTable } from '../database/change-tables.js';
import type { Sealer } from '../sealing/seal.js';
import { STEP_ACTIONS } from '../workspace/changes/change-journal.js';

/** What an entry reports. */
export type EntryKind = 'begun' | 'saved' | 'absent' | 'unknown' | 'answered' | 'undone';

/** Steps of the end of a change: far behind those of its requests. */
export const ANSWERED_STEP = 100_000;
export const UNDONE_STEP = 100_001;

const step = z.object({
  action: z.enum(STEP_ACTIONS),
  target: z.string(),
  title: z.string(),
  before: z.unknown(),
  after: z.unknown(),
});

/** Payload of the entry before a change. */
export const begunPayload = z.object({
  steps: z.array(step),
  undoes: z.string().optional(),
  completes: z.string().optional(),
  fingerprint: z.string().optional(),
});
/** Payload of the entry of one request. */
export const endedPayload = z.object({ ids: z.array(z.string()), editedAt: z.string().optional() });
/** Payload of the answer's entry. */
export const answeredPayload = z.object({ answer: z.string().optional() });

/** An entry that can be stored, without its MAC. */
export function sealEntry(
  sealer: Sealer,
  entry: Omit<ChangeEntriesTable, 'wrapped_key' | 'ciphertext'>,
  payload: unknown,
): ChangeEntriesTable {
  const { wrappedKey, ciphertext } = sealer.seal(JSON.stringify(payload), changeEntryIdentity(entry));
  return { ...entry, wrapped_key: wrappedKey, ciphertext };
}

/** The payload of an entry. Throws a `SealError` if it cannot be opened. */
export function openEntry(sealer: Sealer, entry: ChangeEntriesTable): unknown {
  const sealed = { wrappedKey: entry.wrapped_key, ciphertext: entry.ciphertext };
  return JSON.parse(sealer.open(sealed, changeEntryIdentity(entry)));
}

/** SHA-256 over all that an entry says, for the audit log. Rotating the sealing key does not change it. */
export function digestOf(entry: ChangeEntriesTable): string {
  return createHash('sha256')
    .update(
      JSON.stringify([
        'notion-rest-mcp change 1',
        entry.change_id,
        entry.step,
        entry.kind,
        entry.connection_key,
        entry.actor,
        entry.space_id,
        entry.tool,
        entry.occurred_at,
        entry.ciphertext,
      ]),
    )
    .digest('hex');
}

/** Whose changes, to which connection. */
export interface JournalOwner {
  readonly connectionKey: string;
  /** `key <id>`, `app <client id>` or `local`. */
  readonly actor: string;
  /** Empty where callers have no space. */
  readonly spaceId: string;
}

/** Finds what was made through a connection. Notion's ids are random, so that nobody can try them all. */
export function resultHash(connectionKey: string, id: string): string {
  return createHash('sha256')
    .update(JSON.stringify([connectionKey, id]))
    .digest('hex');
}

/** Finds the request that a caller has named: no name of another caller's is the same. */
export function requestHash({ connectionKey, actor, spaceId }: JournalOwner, key: string): string {
  return createHash('sha256')
    .update(JSON.stringify([connectionKey, actor, spaceId, key]))
    .digest('hex');
}
