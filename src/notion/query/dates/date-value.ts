import { listTerms, say, type Words } from '../../../text/words.js';
import { isCalendarDate, readCalendar } from './calendar-date.js';
import type { Calendar } from './calendar-days.js';
import { RELATIVE_DAYS, readRelativeDay } from './date-words.js';
import { dayInWords } from './day-in-words.js';
import { offsetAt } from './zoned-time.js';

const DATE_TIME =
  /^(\d{4}-\d{2}-\d{2})(?:T| |, | at )(\d{1,2}):(\d{2})(?::(\d{2})(\.\d{1,9})?)? ?(Z|UTC|GMT|[+-]\d{2}:?\d{2})?(?: ?[([]([\w+\-/]{1,64})[)\]]| ?([A-Z][\w+-]{1,30}\/[\w+\-/]{1,40}))?$/i;
/** A day in any form, then a time of day, then perhaps a zone. */
const MOMENT = /^([^:]{6,40}?)(?:,| at)? (\d{1,2}):(\d{2})(?: ?([ap])\.?m\.?)?( \(?[\w+\-/:]{1,64}\)?)?$/i;
/** Between the ends of a range, as answers print it and as people write it. */
const RANGE = /^([^→]{1,80})→([^→]{1,80})$/;
/** Longer texts are no dates. */
const MAX_DATE_CHARACTERS = 160;

/** For messages: what a date may look like. */
export const DATE_FORMS = say`an ISO date (2026-03-04), a month (2026-03), a date-time (2026-03-04T09:30:00+02:00) or one of ${listTerms(RELATIVE_DAYS)}`;

/** A date in a form that Notion's filters take: a relative word, an ISO 8601 date or date-time. */
export interface DateReading {
  readonly start: string;
  /** The last day of a week, month or year, or the end of a range; undefined for a single day or moment. */
  readonly end?: string;
  /** Whether a day is equal when it lies within, as with a month; a range is a value of its own. */
  readonly isSpan?: boolean;
}

/**
 * Reads a date: a relative word, ISO 8601, a month, quarter or year, an English date (`Oct 1, 2026`), and each form in
 * which our answers print one (`2026-03-04 09:30 +02:00`, `2026-03-04 09:30 (Europe/Berlin)`, a range with `→`).
 * `localZone` is that of times without an offset, which Notion takes as UTC. Undefined for anything else, the 30th of February included.
 */
export function readDate(written: string, localZone = 'UTC'): DateReading | undefined {
  if (written.length > MAX_DATE_CHARACTERS) {
    return undefined;
  }
  const text = withoutMarks(written);
  const range = RANGE.exec(text);
  if (range === null) {
    return readOne(text, localZone);
  }
  const [start, end] = [range[1], range[2]].map((end = '') => readOne(end.trim(), localZone));
  return start === undefined || end === undefined
    ? undefined
    : { start: start.start, end: end.end ?? end.start };
}

/** Which Monday is meant depends on the sentence: since Monday, or by Monday? */
const WEEKDAY_ALONE =
  /^(?:on )?(?!today|tomorrow|yesterday)[a-z]{3,9}\.?(?:,? (?:at )?\d{1,2}(?::\d{2})? ?(?:am|pm)?)?$/i;

/** A day that Notion has no word for, such as `30 days ago` or `next Friday`, on the calendar; undefined for anything else. */
export function readDayInWords(written: string, calendar: Calendar): DateReading | undefined {
  const text = withoutMarks(written.slice(0, MAX_DATE_CHARACTERS));
  const isNow = text.toLowerCase() === 'now';
  const day = WEEKDAY_ALONE.test(text) && !isNow ? undefined : dayInWords(text, calendar);
  return day === undefined ? undefined : readOne(day, calendar.timeZone);
}

/** What to say about a date that cannot be read, or only in two ways. */
export function dateAdvice(written: string): Words | undefined {
  const { readings = [] } = readCalendar(withoutMarks(written.slice(0, MAX_DATE_CHARACTERS))) ?? {};
  const [one, other] = readings;
  return one === undefined || other === undefined
    ? undefined
    : say`Pass ${one} or ${other}, whichever is meant.`;
}

function readOne(text: string, localZone: string): DateReading | undefined {
  const relative = readRelativeDay(text);
  if (relative !== undefined) {
    return { start: relative };
  }
  const moment = parseDateTime(text, localZone) ?? readMoment(text, localZone);
  if (moment !== undefined) {
    return { start: moment };
  }
  const calendar = readCalendar(text);
  if (calendar?.span !== undefined) {
    return { start: calendar.span.first, end: calendar.span.last, isSpan: true };
  }
  const [day, other] = calendar?.readings ?? [];
  return day === undefined || other !== undefined ? undefined : { start: day };
}

/** `Oct 1, 2026 9:00 AM`, as Notion shows it, and `13.10.2026 15:00 (Europe/Berlin)`. */
function readMoment(text: string, localZone: string): string | undefined {
  const [, day = '', hours = '', minutes = '', half = '', rest = ''] = MOMENT.exec(text) ?? [];
  const [date, other] = readCalendar(day)?.readings ?? [];
  const hour = half === '' ? Number(hours) : (Number(hours) % 12) + (/^p/i.test(half) ? 12 : 0);
  const isHour = half === '' || (Number(hours) >= 1 && Number(hours) <= 12);
  return date === undefined || other !== undefined || !isHour
    ? undefined
    : parseDateTime(`${date} ${hour}:${minutes}${rest}`, localZone);
}

function parseDateTime(text: string, localZone: string): string | undefined {
  const [matched, day = '', hours = '', minutes = '', seconds = '00', fraction = '', zone, named, bare] =
    DATE_TIME.exec(text) ?? [];
  if (matched === undefined || !isCalendarDate(day)) {
    return undefined;
  }
  const onClock = Number(hours) < 24 && Number(minutes) < 60 && Number(seconds) < 60;
  const local = `${day}T${hours.padStart(2, '0')}:${minutes}:${seconds}`;
  const timeZone = named ?? bare ?? (localZone === 'UTC' ? undefined : localZone);
  if (!onClock) {
    return undefined;
  }
  if (zone !== undefined || timeZone === undefined) {
    return `${local}${fraction}${isoZone(zone ?? '')}`;
  }
  const offset = offsetAt(local, timeZone);
  return offset === undefined ? undefined : `${local}${fraction}${offset}`;
}

function isoZone(zone: string): string {
  return /^(?:z|utc|gmt)$/i.test(zone) ? 'Z' : zone.replace(/^([+-]\d{2}):?(\d{2})$/, '$1:$2');
}

/** Without quotation marks around it, and with one kind of space. */
function withoutMarks(written: string): string {
  return written
    .replaceAll(/\s+/g, ' ')
    .trim()
    .replace(/^(["'`“‘])([^"'`”’]+)["'`”’]$/u, '$2')
    .trim();
}
