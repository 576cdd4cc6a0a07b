import { createHash, createHmac, timingSafeEqual, type KeyObject } from 'node:crypto';

/** An entry as it is hashed: every field counts. */
interface ChainedFields {
  readonly sequence: number;
  /** ISO 8601 in UTC with milliseconds. */
  readonly occurredAt: string;
  readonly actor: string;
  readonly action: string;
  readonly object: string | null;
  readonly space: string | null;
  readonly outcome: string;
  /** JSON with its keys in order; null without any. */
  readonly details: string | null;
  /** Hash of the entry before; {@link GENESIS} for the first. */
  readonly previousHash: string;
}

/** An entry of the chain. */
export interface ChainEntry extends ChainedFields {
  readonly hash: string;
  readonly mac: string;
}

/** An authenticated position in the chain: its end, or its start after pruning. */
export interface SignedMark {
  readonly sequence: number;
  readonly hash: string;
  readonly mac: string;
}

/** Purpose of a mark. It is authenticated, so that one kind cannot be presented as another. */
type MarkKind = 'head' | 'pruned';

/** A position in the chain in printable form. */
export interface Checkpoint {
  readonly sequence: number;
  /** The hash, or its first {@link CHECKPOINT_DIGITS} digits. */
  readonly hash: string;
}

/** Digits of a hash that identify it: finding another entry with the same 128 bits is infeasible. */
export const CHECKPOINT_DIGITS = 32;

/** A checkpoint as it is printed, logged and given back. */
export function checkpointText({ sequence, hash }: Checkpoint): string {
  return `${sequence}:${hash.slice(0, CHECKPOINT_DIGITS)}`;
}

/** Predecessor of the first entry. */
export const GENESIS = '0'.repeat(64);
/** Part of every hash, so that another encoding of entries can never yield the same. */
const ENCODING = 'notion-rest-mcp audit 1';

/** SHA-256 over the JSON text of the fields in a fixed order: JSON keeps them distinct whatever they contain. */
export function hashOf(fields: ChainedFields): string {
  const { sequence, occurredAt, actor, action, object, space, outcome, details, previousHash } = fields;
  return createHash('sha256')
    .update(
      JSON.stringify([
        ENCODING,
        sequence,
        occurredAt,
        actor,
        action,
        object,
        space,
        outcome,
        details,
        previousHash,
      ]),
    )
    .digest('hex');
}

/** Authenticates an entry. An attacker who can write to the database can compute hashes, but not this. */
export function entryMac(key: KeyObject, hash: string): string {
  return macOf(key, ['entry', hash]);
}

/** Authenticates a position in the chain. */
export function markMac(key: KeyObject, kind: MarkKind, { sequence, hash }: Omit<SignedMark, 'mac'>): string {
  return macOf(key, [kind, sequence, hash]);
}

/** Whether the mark was made with this key. */
export function isGenuine(key: KeyObject, kind: MarkKind, mark: SignedMark): boolean {
  return equalsInConstantTime(mark.mac, markMac(key, kind, mark));
}

/** The entry, linked to its predecessor. */
export function chain(key: KeyObject, fields: ChainedFields): ChainEntry {
  const hash = hashOf(fields);
  return { ...fields, hash, mac: entryMac(key, hash) };
}

/** The problem with an entry that should follow the mark; undefined if there is none. */
export function findFault(
  key: KeyObject,
  entry: ChainEntry,
  before: Pick<SignedMark, 'sequence' | 'hash'>,
): string | undefined {
  if (entry.sequence <= before.sequence) {
    return `entry ${entry.sequence} was inserted before the start of the log`;
  }
  if (entry.sequence !== before.sequence + 1) {
    return `entry ${before.sequence + 1} is missing`;
  }
  if (!equalsInConstantTime(entry.hash, hashOf(entry))) {
    return 'its hash does not fit what it says: it was changed';
  }
  if (!equalsInConstantTime(entry.mac, entryMac(key, entry.hash))) {
    return 'it was not written by this server: its MAC is wrong';
  }
  return equalsInConstantTime(entry.previousHash, before.hash)
    ? undefined
    : 'it does not follow the entry before it: one of the two was replaced';
}

function macOf(key: KeyObject, parts: readonly (string | number)[]): string {
  return createHmac('sha256', key)
    .update(JSON.stringify([ENCODING, ...parts]))
    .digest('hex');
}

function equalsInConstantTime(one: string, other: string): boolean {
  const [left, right] = [Buffer.from(one), Buffer.from(other)];
  return left.length === right.length && timingSafeEqual(left, right);
}
