import { html, type Html } from './html.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** Days after which a date says more than a count. */
const MOST_DAYS = 30;

/** How long ago something was. The server does not know the reader's time zone, so it tells no hour. */
export function whenText(date: Date, now: Date): string {
  const age = now.getTime() - date.getTime();
  if (age < MINUTE) {
    return 'just now';
  }
  if (age < HOUR) {
    return ago(Math.floor(age / MINUTE), 'minute');
  }
  if (age < DAY) {
    return ago(Math.floor(age / HOUR), 'hour');
  }
  return age < MOST_DAYS * DAY
    ? ago(Math.floor(age / DAY), 'day')
    : `on ${date.toLocaleDateString('en-GB', { dateStyle: 'long', timeZone: 'UTC' })}`;
}

/** The same, with the exact time for programs. */
export function whenHtml(date: Date, now: Date): Html {
  return html`<time datetime="${date.toISOString()}">${whenText(date, now)}</time>`;
}

function ago(count: number, unit: string): string {
  return `${count} ${unit}${count === 1 ? '' : 's'} ago`;
}
