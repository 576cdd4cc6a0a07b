import { InputError } from '../../errors.js';
import { say } from '../../text/words.js';
import { BETWEEN_DATES, endsOfDateObject, type DateEnds } from '../query/dates/date-ends.js';
import { dateAdvice, readDate } from '../query/dates/date-value.js';
import type { Calendar } from '../query/dates/calendar-days.js';
import { dayInWords, readTime } from '../query/dates/day-in-words.js';

/** A date as Notion stores it. Times carry their offset. */
interface DatePayload {
  readonly start: string;
  readonly end?: string;
}

const ISO_DATE = /^\d{4}-\d{2}-\d{2}$/;
/** A time alone, as at the end of a range within a day. */
const TIME_ONLY = /^\d{1,2}:\d{2}(?::\d{2})?(?: ?(?:Z|UTC|GMT|[+-]\d{2}:?\d{2}))?$/i;
const DAY_OF_DATE_TIME = /^(\d{4}-\d{2}-\d{2})(?:T| |, | at )/;
const FORMS = say`Pass a date (2026-10-09), a date with time and offset (2026-10-09T15:00:00+02:00) or a range (2026-10-09 to 2026-10-11).`;

/**
 * A date or range. Words such as "tomorrow" are refused without a calendar: whose day is meant depends on a time zone that
 * nobody has told. A time without an offset is one of the calendar's zone, else of UTC.
 */
export function datePayload(value: unknown, argument: string, calendar?: Calendar): DatePayload {
  const given = endsOf(value, argument);
  const inWords = (text: string, from?: string): string =>
    (calendar === undefined ? undefined : dayInWords(text, calendar, from)) ?? text;
  const start = inWords(given.start);
  const end =
    given.end === undefined
      ? undefined
      : endIn(inWords(given.end, /^\d{4}-\d{2}-\d{2}/.exec(start)?.[0]), start);
  const first = readDay(start, argument, calendar);
  if (end === undefined) {
    return first.end === undefined ? { start: first.start } : { start: first.start, end: first.end };
  }
  const last = readDay(end, argument, calendar);
  if (ISO_DATE.test(first.start) !== ISO_DATE.test(last.start)) {
    throw new InputError(
      argument,
      say`One end of the range has a time and the other has none.`,
      say`Give both a time, or neither.`,
    );
  }
  if (Date.parse(last.start) < Date.parse(first.start)) {
    throw new InputError(argument, say`The range ends before it starts.`, say`Pass the earlier date first.`);
  }
  return { start: first.start, end: last.start };
}

/** A time alone is on the day of the start, and in its zone. */
function endIn(written: string, start: string): string {
  const [, day] = DAY_OF_DATE_TIME.exec(start) ?? [];
  const end = readTime(written) ?? written;
  if (day === undefined || !TIME_ONLY.test(end)) {
    return end;
  }
  const [zone = ''] = / \([\w+\-/]{1,64}\)$/.exec(start) ?? [];
  return `${day} ${end}${/[a-z+-]/i.test(end) ? '' : zone}`;
}

function endsOf(value: unknown, argument: string): DateEnds {
  const ends = endsOfDateObject(value);
  if (ends !== undefined) {
    return ends;
  }
  if (typeof value !== 'string') {
    throw new InputError(argument, say`This is no date.`, FORMS);
  }
  const text = value.trim().replace(/^from /i, '');
  const [start = '', end, ...rest] = text.split(BETWEEN_DATES);
  // A date itself may hold what parts a range: then it is no range.
  return end === undefined ||
    rest.length > 0 ||
    (readDate(text)?.end === undefined && readDate(text) !== undefined)
    ? { start: text }
    : { start: start.trim(), end: end.trim() };
}

function readDay(text: string, argument: string, calendar: Calendar | undefined): DatePayload {
  const read = readDate(text, calendar?.timeZone);
  if (read === undefined || read.isSpan === true) {
    throw new InputError(argument, say`${text} is no single date.`, dateAdvice(text) ?? FORMS);
  }
  if (!/^\d{4}-/.test(read.start)) {
    const why =
      calendar === undefined
        ? say`Which day ${text} is depends on a time zone that this server does not know.`
        : say`${text} is no single date.`;
    throw new InputError(argument, why, FORMS);
  }
  return read.end === undefined ? { start: read.start } : { start: read.start, end: read.end };
}
