const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
/** `index: 3,120 of about 5,000 pages, newest edit 2 minutes ago`, without its first word. */
export function reachText(reach, now) {
    const { pages, read, pending, isListed, asOf, newestEdit, unembedded = 0 } = reach;
    if (pages === 0 && !isListed) {
        return 'nothing read yet';
    }
    const parts = [
        read < pages || !isListed
            ? `${grouped(read)} of ${isListed ? 'about' : 'at least'} ${grouped(pages)} pages`
            : `all ${grouped(pages)} pages`,
        pending > 0 ? `${grouped(pending)} more ${pending === 1 ? 'change' : 'changes'} to read` : '',
        unembedded > 0
            ? `${grouped(unembedded)} ${unembedded === 1 ? 'passage' : 'passages'} not yet found by meaning`
            : '',
        newestEdit === undefined ? '' : `newest edit ${ageText(newestEdit, now)}`,
        asOf === undefined ? '' : `last looked ${ageText(asOf, now)}`,
    ];
    return parts.filter((part) => part !== '').join(', ');
}
function ageText(time, now) {
    const age = now.getTime() - time.getTime();
    if (age < MINUTE_MS) {
        return 'just now';
    }
    if (age < HOUR_MS) {
        return ago(age / MINUTE_MS, 'minute');
    }
    return age < DAY_MS ? ago(age / HOUR_MS, 'hour') : ago(age / DAY_MS, 'day');
}
function ago(count, unit) {
    const whole = Math.floor(count);
    return `${grouped(whole)} ${unit}${whole === 1 ? '' : 's'} ago`;
}
function grouped(count) {
    return count.toLocaleString('en-US');
}
