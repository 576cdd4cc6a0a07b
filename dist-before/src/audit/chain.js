import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
/** Digits of a hash that identify it: finding another entry with the same 128 bits is infeasible. */
export const CHECKPOINT_DIGITS = 32;
/** A checkpoint as it is printed, logged and given back. */
export function checkpointText({ sequence, hash }) {
    return `${sequence}:${hash.slice(0, CHECKPOINT_DIGITS)}`;
}
/** Predecessor of the first entry. */
export const GENESIS = '0'.repeat(64);
/** Part of every hash, so that another encoding of entries can never yield the same. */
const ENCODING = 'notion-rest-mcp audit 1';
/** SHA-256 over the JSON text of the fields in a fixed order: JSON keeps them distinct whatever they contain. */
export function hashOf(fields) {
    const { sequence, occurredAt, actor, action, object, space, outcome, details, previousHash } = fields;
    return createHash('sha256')
        .update(JSON.stringify([
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
    ]))
        .digest('hex');
}
/** Authenticates an entry. An attacker who can write to the database can compute hashes, but not this. */
export function entryMac(key, hash) {
    return macOf(key, ['entry', hash]);
}
/** Authenticates a position in the chain. */
export function markMac(key, kind, { sequence, hash }) {
    return macOf(key, [kind, sequence, hash]);
}
/** Whether the mark was made with this key. */
export function isGenuine(key, kind, mark) {
    return equalsInConstantTime(mark.mac, markMac(key, kind, mark));
}
/** The entry, linked to its predecessor. */
export function chain(key, fields) {
    const hash = hashOf(fields);
    return { ...fields, hash, mac: entryMac(key, hash) };
}
/** The problem with an entry that should follow the mark; undefined if there is none. */
export function findFault(key, entry, before) {
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
function macOf(key, parts) {
    return createHmac('sha256', key)
        .update(JSON.stringify([ENCODING, ...parts]))
        .digest('hex');
}
function equalsInConstantTime(one, other) {
    const [left, right] = [Buffer.from(one), Buffer.from(other)];
    return left.length === right.length && timingSafeEqual(left, right);
}
