import { AccessError, ConflictError, InputError, ToolError, UncertainWriteError, UnexpectedResponseError, } from '../../errors.js';
import { systemClock } from '../../clock.js';
import { say, Words } from '../../text/words.js';
import { sendWrite } from '../../notion/writes/send-write.js';
/** Notion answers in a tenth of it; a write that is repeated takes longer. */
const MAX_CHECK_AGE_MS = 2000;
/**
 * Runs the requests of a change one after the other. The journal has it all before the first is sent: a change that cannot be
 * recorded is not made.
 */
export async function runChange(session, journal, change, steps) {
    const begun = await journal.begin({ ...change, steps: steps.map(({ planned }) => planned) });
    if ('earlier' in begun) {
        return begun;
    }
    const { id } = begun;
    const results = [];
    let isRecorded = true;
    let ahead;
    for (const [at, step] of steps.entries()) {
        const check = ahead;
        ahead = undefined;
        const next = steps[at + 1]?.write;
        const onSend = () => {
            if (step.write.leavesOthers === true && next?.isCheckedFirst === true) {
                ahead = checkAhead(next);
            }
        };
        const result = results.some(concernsAll)
            ? { kind: 'left' }
            : await runStep(session, step.write, id, { check, onSend });
        results.push(result);
        isRecorded = (await record(journal, id, at, outcomeOf(result, step))) && isRecorded;
    }
    const made = steps.flatMap((step, at) => {
        const result = results[at];
        return result?.kind === 'saved' ? [{ planned: step.planned, ids: step.idsOf(result.saved.result) }] : [];
    });
    return { id, results, made, isRecorded };
}
/**
 * Begins the check of a write while the one before it is sent. Both take as long, so that the check is no older than one that
 * is made afterwards; where the write took longer, it is made again.
 */
function checkAhead({ recheck }) {
    const begun = performance.now();
    const checked = recheck();
    checked.catch(() => { });
    return () => (performance.now() - begun <= MAX_CHECK_AGE_MS ? checked : recheck());
}
async function runStep(session, write, change, course) {
    try {
        return { kind: 'saved', saved: await sendWrite(session, write, systemClock, course) };
    }
    catch (error) {
        if (error instanceof UncertainWriteError) {
            return { kind: 'failed', error: withChange(error, change) };
        }
        if (error instanceof ToolError) {
            return { kind: 'failed', error };
        }
        throw error;
    }
}
/** What may be saved can be taken back if it is. */
function withChange({ wording, cause }, change) {
    return new UncertainWriteError(wording.problem, say `${wording.advice} notion_undo {"change":"${Words.term(change)}"} takes it back if it is there.`, { cause });
}
/** A refusal concerns its own page; what is unavailable, used up or unknown is no reason to go on. */
function concernsAll(result) {
    return (result.kind === 'left' ||
        (result.kind === 'failed' &&
            !(result.error instanceof AccessError ||
                result.error instanceof ConflictError ||
                result.error instanceof InputError ||
                result.error instanceof UnexpectedResponseError)));
}
function outcomeOf(result, step) {
    if (result.kind === 'saved') {
        const made = result.saved.result;
        return { kind: 'saved', ids: step.idsOf(made), editedAt: step.editedAtOf?.(made) };
    }
    return {
        kind: result.kind === 'failed' && result.error instanceof UncertainWriteError ? 'unknown' : 'absent',
    };
}
/** What is saved is saved: a journal that fails afterwards must not make the answer say otherwise. */
async function record(journal, id, step, outcome) {
    try {
        await journal.end(id, step, outcome);
        return true;
    }
    catch {
        return false;
    }
}
