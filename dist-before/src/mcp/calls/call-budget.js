import * as z from 'zod';
import { secondsUntilReset } from '../../access/daily-budgets.js';
import { RetryLaterError } from '../../errors.js';
import { recordKeyRefusal } from '../../telemetry/counters.js';
import { say } from '../../text/words.js';
import { isServiceKey } from './request-caller.js';
import { refusedWith } from './error-answers.js';
import { answerLength } from './tool-answer.js';
/** Seconds until a running call has most likely ended. */
const BUSY_WAIT_SECONDS = 2;
/** How the guard passes on the budget of a key. */
const amount = z.int().min(0).nullable();
const daily = z.object({ calls: amount, characters: amount });
const WITHOUT_BUDGET = { end: () => { } };
/** Counts the calls of service keys and the characters of their answers. Apps and single tokens have no budget. */
export function callBudget(budgets, now) {
    const known = new WeakMap();
    const begin = async (caller) => {
        if (!isServiceKey(caller)) {
            return WITHOUT_BUDGET;
        }
        // Throws unless it is what the guard wrote: a key with a budget must not lose it.
        const budget = known.get(caller) ?? daily.parse(caller.extra?.['daily']);
        known.set(caller, budget);
        const begun = await budgets.begin(caller.clientId, budget);
        if (typeof begun === 'string') {
            recordKeyRefusal(begun);
            return refused(begun, now());
        }
        return begun;
    };
    return {
        begin,
        run: async (caller, call) => {
            const begun = await begin(caller);
            if ('text' in begun) {
                return begun;
            }
            let characters = 0;
            try {
                const answer = await call();
                characters = answerLength(answer);
                return answer;
            }
            finally {
                begun.end(characters);
            }
        },
    };
}
function refused(refusal, now) {
    if (refusal === 'busy') {
        return refusedWith(new RetryLaterError(say `This key's daily budget is nearly used up; running calls need the rest.`, BUSY_WAIT_SECONDS));
    }
    const minutes = Math.ceil(secondsUntilReset(now) / 60);
    return {
        text: `This key's daily budget is used up (${refusal}). It resets at 00:00 UTC, in ${Math.floor(minutes / 60)} h ${minutes % 60} min.\nDo not call again before then; the key's issuer can issue one with more.`,
        outcome: 'wait',
        requestCount: 0,
    };
}
