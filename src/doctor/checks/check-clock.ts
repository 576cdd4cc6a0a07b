import { fail, ok, warn, type Finding } from '../finding.js';

/** Seconds. The header that is compared with tells whole ones, and an answer takes a moment. */
const ALLOWED = 3;
/** Seconds. Beyond this links end early or never, and servers that share a database take over each other's work. */
const HARMFUL = 60;

/** Compares this machine's clock with Notion's; `skewMilliseconds` is theirs minus ours. */
export function checkClock(skewMilliseconds: number | undefined): Finding {
  if (skewMilliseconds === undefined) {
    return warn('clock', 'The clock could not be compared with another.', 'Check it by hand: date -u');
  }
  const seconds = Math.round(Math.abs(skewMilliseconds) / 1000);
  if (seconds <= ALLOWED) {
    return ok('clock', 'Agrees with that of the API.');
  }
  const message = `${seconds} s ${skewMilliseconds > 0 ? 'behind' : 'ahead of'} that of the API.`;
  const advice = 'Let the machine set its clock by the network (NTP), such as with: timedatectl set-ntp true';
  return seconds > HARMFUL ? fail('clock', message, advice) : warn('clock', message, advice);
}
