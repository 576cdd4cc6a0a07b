import { UnavailableError } from '../../errors.js';
import { say } from '../../text/words.js';
/** This server is handling too many requests of the same kind. The refused request itself is fine. */
export class BusyError extends UnavailableError {
    /** Delay before a retry. */
    seconds;
    constructor(problem, seconds) {
        super(problem, say `Try again in ${seconds} s.`);
        this.seconds = seconds;
    }
}
/** The outage behind an error, however often it was wrapped; undefined if there is none. */
export function outageBehind(error) {
    const seen = new Set();
    let cause = error;
    while (cause instanceof Error && !seen.has(cause)) {
        if (cause instanceof UnavailableError) {
            return cause;
        }
        seen.add(cause);
        cause = cause.cause;
    }
    return undefined;
}
