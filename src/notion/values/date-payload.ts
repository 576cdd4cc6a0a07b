import { InputError } from '../../errors.js';
import { field, isRecord, textField } from '../../text/json.js';
import { say } from '../../text/words.js';
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
/** Between the ends of a range, as people write it. */
const BETWEEN = / (?:to|until|till|–|—|-) | ?(?:→|–) ?/;
const DAY_OF_DATE_TIME = /^(\d{4}-\d{2}-\d{2})(?:T| |, | at )/;
const FORMS = say`Pass a date (2026-10-09), a date with time and offset (2026-10-09T15:00:00+02:00) or a range (2026-10-09 to 2026-10-11).`;

/**
 * A date or range. Words such as "tomorrow" are refused without a calendar: whose day is meant depends on a time zone that
 * nobody has told. A time without an offset counts as UTC.
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

/** A time with the name of a zone would count as one in UTC. */
function requireNoZone(value: unknown, start: string, argument: string): void {
  const zone = textField(value, 'time_zone');
  if (zone !== undefined && /\d:\d\d/.test(start) && !/(?:Z|UTC|GMT|[+-]\d{2}:?\d{2})$/i.test(start.trim())) {
    throw new InputError(
      argument,
      say`The time is given in the zone ${zone}, which this server does not convert.`,
      say`Pass its offset: 2026-10-09T15:00:00+02:00.`,
    );
  }
}

function endsOf(value: unknown, argument: string): { readonly start: string; readonly end?: string } {
  if (isRecord(value)) {
    const [start, end] = [field(value, 'start'), field(value, 'end')];
    if (typeof start === 'string') {
      requireNoZone(value, start, argument);
      return typeof end === 'string' ? { start, end } : { start };
    }
  }
  if (typeof value !== 'string') {
    throw new InputError(argument, say`This is no date.`, FORMS);
  }
  const text = value.trim();
  const [start = '', end, ...rest] = text.split(BETWEEN);
  // A date itself may hold what parts a range: then it is no range.
  return end === undefined ||
    rest.length > 0 ||
    (readDate(text)?.end === undefined && readDate(text) !== undefined)
    ? { start: text }
    : { start: start.trim(), end: end.trim() };
}

function readDay(text: string, argument: string, calendar: Calendar | undefined): DatePayload {
  const read = readDate(text);
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
