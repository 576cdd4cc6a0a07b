import { AccessError } from '../../errors.js';
import { say } from '../../text/words.js';
/**
 * Rejects where one of the requests would be refused for what it changes, as sending it would. Before a dry run is answered, so that
 * it tells what the call would do, and before the first request of a call is sent.
 */
export async function rehearse(session, steps) {
    for (const { write } of steps) {
        const { endpoint, send, rehearsal = send, place } = write;
        if (rehearsal === null) {
            continue;
        }
        try {
            await session.admit(endpoint, rehearsal);
        }
        catch (error) {
            if (!(error instanceof AccessError) || steps.length === 1) {
                throw error;
            }
            const { problem, advice } = error.wording;
            throw new AccessError(say `${place}: ${problem}`, advice, { cause: error });
        }
    }
}
