import { systemClock } from '../../clock.js';
import { CancelledError, ConflictError, ToolError, UncertainWriteError } from '../../errors.js';
import { say } from '../../text/words.js';
import { explainFailure } from '../client/explain-failure.js';
import { NotionFailure } from '../client/failure.js';
import { judgeWrite } from './verdict.js';
/** Attempts after Notion asked to wait; a call ends before there are so many, unless the waits are of no seconds. */
const MAX_WAITS = 10;
/** Attempts after no connection was made, and after a proven absence. */
const MAX_REPEATS = 2;
const REPEAT_DELAY_MS = 500;
/** Between two looks for a write whose answer was cut: by then Notion has ended it, and its lists show it. */
const SETTLE_MS = 2000;
/** Looks while others are at the same. */
const MAX_LOOKS = 4;
/**
 * Sends a write until it is saved or cannot be. It is repeated only after an attempt that saved nothing: because Notion says
 * so, or because reading proves it. What cannot be proven rejects with an `UncertainWriteError`, and every other failure
 * with a `ToolError` for which nothing was saved.
 */
export async function sendWrite(session, write, clock = systemClock, { check = write.recheck, onSend } = {}) {
    let waits = 0;
    let repeats = 0;
    let conflicts = 0;
    let mustCheck = write.isCheckedFirst === true;
    for (let isFirst = true;; isFirst = false) {
        if (mustCheck) {
            await (isFirst ? check() : write.recheck());
        }
        mustCheck = write.isCheckedFirst === true;
        if (isFirst) {
            onSend?.();
        }
        const failure = await attempt(session, write);
        if (!(failure instanceof NotionFailure)) {
            return { result: failure.result, by: 'answered' };
        }
        const verdict = judgeWrite(failure);
        switch (verdict.kind) {
            case 'saved':
                return { result: await readCommitted(write, verdict, failure), by: 'committed' };
            case 'refused':
                throw explainFailure(failure, write.endpoint);
            case 'wait':
                waits += 1;
                if (waits > MAX_WAITS) {
                    throw explainFailure(failure, write.endpoint);
                }
                break;
            case 'unsent':
                repeats += 1;
                if (repeats > MAX_REPEATS) {
                    throw explainFailure(failure, write.endpoint);
                }
                await clock.sleep(REPEAT_DELAY_MS, session.signal);
                break;
            case 'conflict':
                conflicts += 1;
                if (conflicts > 1) {
                    throw stillInConflict(write.place, failure);
                }
                mustCheck = true;
                break;
            case 'unknown': {
                const proof = await prove(session, write, verdict, clock);
                if (proof.kind === 'saved') {
                    return { result: proof.result, by: 'found' };
                }
                repeats += 1;
                if (proof.kind === 'unclear' || repeats > MAX_REPEATS) {
                    throw uncertain(write.place, failure);
                }
            }
        }
    }
}
async function attempt(session, { endpoint, send, page }) {
    try {
        return { result: await session.write(endpoint, send, page) };
    }
    catch (error) {
        if (error instanceof NotionFailure) {
            return error;
        }
        throw error;
    }
}
/** `absent` only if it cannot come any more. */
async function prove(session, write, { comes }, clock) {
    const seen = await lookUntilClear(session, write, clock);
    if (seen.kind !== 'absent' || comes === 'no') {
        return seen;
    }
    await clock.sleep(SETTLE_MS, session.signal);
    const again = await lookUntilClear(session, write, clock);
    return again.kind === 'absent' && comes === 'any time' ? { kind: 'unclear' } : again;
}
async function lookUntilClear(session, write, clock) {
    let seen = await look(write);
    for (let looks = 1; seen.kind === 'unclear' && seen.mayClear === true && looks < MAX_LOOKS; looks += 1) {
        await clock.sleep(SETTLE_MS, session.signal);
        seen = await look(write);
    }
    return seen;
}
/** What cannot be read proves nothing. */
async function look(write) {
    try {
        return await write.prove();
    }
    catch (error) {
        if (error instanceof ToolError) {
            return { kind: 'unclear' };
        }
        throw error;
    }
}
async function readCommitted(write, ids, failure) {
    try {
        return await write.readSaved(ids);
    }
    catch (error) {
        throw error instanceof CancelledError || !(error instanceof ToolError)
            ? error
            : new UncertainWriteError(say `Notion has saved the change to ${write.place}, but what it made could not be read.`, say `Do not repeat it; look there first.`, { cause: failure });
    }
}
function uncertain(place, cause) {
    return new UncertainWriteError(say `It is not known whether Notion has saved the change to ${place}: its answer was lost, and reading does not tell.`, say `Do not repeat it before you have looked there; it may still appear within a minute.`, { cause });
}
function stillInConflict(place, cause) {
    return new ConflictError(say `Somebody else is changing ${place} at the same time; nothing was changed.`, say `Call again in a minute.`, { cause });
}
