import { html } from './html.js';
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
/** Days after which a date says more than a count. */
const MAX_RELATIVE_DAYS = 30;
/** How long ago a date was. Shows no time of day: the server does not know the reader's time zone. */
export function whenText(date, now) {
    const age = now.getTime() - date.getTime();
    if (age < MINUTE_MS) {
        return 'just now';
    }
    if (age < HOUR_MS) {
        return ago(Math.floor(age / MINUTE_MS), 'minute');
    }
    if (age < DAY_MS) {
        return ago(Math.floor(age / HOUR_MS), 'hour');
    }
    return age < MAX_RELATIVE_DAYS * DAY_MS
        ? ago(Math.floor(age / DAY_MS), 'day')
        : `on ${date.toLocaleDateString('en-GB', { dateStyle: 'long', timeZone: 'UTC' })}`;
}
/** The same, with the exact time in `datetime`. */
export function whenHtml(date, now) {
    return html `<time datetime="${date.toISOString()}">${whenText(date, now)}</time>`;
}
function ago(count, unit) {
    return `${count} ${unit}${count === 1 ? '' : 's'} ago`;
}
