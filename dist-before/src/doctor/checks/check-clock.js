import { fail, ok, warn } from '../finding.js';
/** Seconds. The Date header has whole seconds, and a response takes a moment. */
const MAX_SKEW_SECONDS = 3;
/**
 * Seconds. Beyond this links expire early or never, and servers that share a database take over each other's leases.
 */
const HARMFUL_SKEW_SECONDS = 60;
/** Compares this machine's clock with Notion's; `skewMilliseconds` is theirs minus ours. */
export function checkClock(skewMilliseconds) {
    if (skewMilliseconds === undefined) {
        return warn('clock', "The clock could not be compared with the API's.", 'Check it manually: date -u');
    }
    const seconds = Math.round(Math.abs(skewMilliseconds) / 1000);
    if (seconds <= MAX_SKEW_SECONDS) {
        return ok('clock', "Matches the API's clock.");
    }
    const message = `${seconds} s ${skewMilliseconds > 0 ? 'behind' : 'ahead of'} the API's clock.`;
    const advice = 'Synchronize it over the network (NTP), for example with: timedatectl set-ntp true';
    return seconds > HARMFUL_SKEW_SECONDS ? fail('clock', message, advice) : warn('clock', message, advice);
}
