import { listTerms, say } from '../../../text/words.js';

/** Days that Notion works out itself, in the time zone of the workspace's user. */
const RELATIVE_DAYS: ReadonlySet<string> = new Set([
  'today',
  'tomorrow',
  'yesterday',
  'one_week_ago',
  'one_week_from_now',
  'one_month_ago',
  'one_month_from_now',
]);

const DATE = /^(\d{4})-(\d{2})-(\d{2})$/;
const DATE_TIME =
  /^(\d{4}-\d{2}-\d{2})[T ](\d{2}):(\d{2})(?::(\d{2})(\.\d{1,9})?)? ?(Z|UTC|[+-]\d{2}:?\d{2})?$/i;

/** For messages: what a date may look like. */
export const DATE_FORMS = say`an ISO date (2026-03-04), a date-time (2026-03-04T09:30:00+02:00) or one of ${listTerms(RELATIVE_DAYS)}`;

/**
 * A date as Notion's filters take it: a relative word, an ISO 8601 date or date-time. The form that our own answers print
 * (`2026-03-04 09:30 +02:00`) is understood as well. Undefined for anything else, the 30th of February included.
 */
export function parseDateValue(written: string): string | undefined {
  const text = written.trim();
  const word = text.toLowerCase().replaceAll(/[\s-]+/g, '_');
  if (RELATIVE_DAYS.has(word)) {
    return word;
  }
  return isCalendarDate(text) ? text : parseDateTime(text);
}

function parseDateTime(text: string): string | undefined {
  const [matched, day = '', hours = '', minutes = '', seconds = '00', fraction = '', zone = ''] =
    DATE_TIME.exec(text) ?? [];
  if (matched === undefined || !isCalendarDate(day)) {
    return undefined;
  }
  const onClock = Number(hours) < 24 && Number(minutes) < 60 && Number(seconds) < 60;
  return onClock ? `${day}T${hours}:${minutes}:${seconds}${fraction}${isoZone(zone)}` : undefined;
}

function isoZone(zone: string): string {
  return /^(?:z|utc)$/i.test(zone) ? 'Z' : zone.replace(/^([+-]\d{2}):?(\d{2})$/, '$1:$2');
}

function isCalendarDate(text: string): boolean {
  const [, year = '', month = '', day = ''] = DATE.exec(text) ?? [];
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  return date.getUTCMonth() === Number(month) - 1 && date.getUTCDate() === Number(day) && day !== '';
}
