import { SealError } from '../sealing/seal.js';
import { AuditBrokenError } from './audit-store.js';
import { findFault } from './chain.js';
/** Entries read at once. */
const BATCH_ENTRIES = 1000;
/** Lower than any sequence number, including forged ones before the first. */
const BEFORE_FIRST_SEQUENCE = Number.MIN_SAFE_INTEGER;
/** Restarts because a server pruned the log during verification. */
const MAX_ATTEMPTS = 3;
/**
 * Verifies the chain from start to end: each entry follows its predecessor and was written with the key, none is
 * missing or added, and the entry of the checkpoint is unchanged. Servers may write meanwhile.
 */
export async function verify(store, checkpoint) {
    try {
        for (let look = 1;; look += 1) {
            const state = await store.state();
            if (state === undefined) {
                return checkpoint === undefined ? { kind: 'empty' } : broken(undefined, 'the whole log is gone');
            }
            const found = await walk(store, state, checkpoint);
            const now = await store.state();
            const isStill = now?.pruned.sequence === state.pruned.sequence;
            if (found.kind !== 'broken' || isStill || look === MAX_ATTEMPTS) {
                return found;
            }
        }
    }
    catch (error) {
        if (error instanceof AuditBrokenError || error instanceof SealError) {
            return broken(undefined, error.message);
        }
        throw error;
    }
}
async function walk(store, { key, head, pruned }, checkpoint) {
    let before = pruned;
    for (let after = BEFORE_FIRST_SEQUENCE;; after = before.sequence) {
        const entries = await store.entriesAfter(after, BATCH_ENTRIES);
        for (const entry of entries) {
            const fault = findFault(key, entry, before) ?? faultAtMarks(entry, head, checkpoint);
            if (fault !== undefined) {
                return broken(before.sequence + 1, fault);
            }
            before = entry;
        }
        if (entries.length < BATCH_ENTRIES) {
            break;
        }
    }
    return faultAtEnd(before, head, await store.state(), checkpoint) ?? verified(before, pruned);
}
function faultAtMarks({ sequence, hash }, head, checkpoint) {
    if (sequence === head.sequence && hash !== head.hash) {
        return 'it is not the entry that the log ended with: an older copy was put back';
    }
    return sequence === checkpoint?.sequence && !hash.startsWith(checkpoint.hash)
        ? 'it is not the entry of the checkpoint: the log was written anew, or an older copy was put back'
        : undefined;
}
/** Servers may have written more since the verification began, and never less. */
function faultAtEnd(last, head, now, checkpoint) {
    if (last.sequence < head.sequence) {
        return broken(last.sequence + 1, `entries up to ${head.sequence} are missing: the end was cut off`);
    }
    if (now === undefined || now.head.sequence < last.sequence) {
        return broken((now?.head.sequence ?? 0) + 1, 'it lies behind the end of the log: the end was put back');
    }
    return checkpoint !== undefined && checkpoint.sequence > last.sequence
        ? broken(last.sequence + 1, `the log ends before the checkpoint ${checkpoint.sequence}: the end was cut off, or an older copy was put back`)
        : undefined;
}
function verified(head, pruned) {
    return { kind: 'sound', entries: head.sequence - pruned.sequence, pruned: pruned.sequence, head };
}
function broken(at, fault) {
    return { kind: 'broken', at, fault };
}
