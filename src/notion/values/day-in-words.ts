/** Whose day is meant by words such as "tomorrow". */
export interface Calendar {
  readonly now: Date;
  /** Of the tz database. */
  readonly timeZone: string;
}

const WEEKDAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];
const MIN_WEEKDAY_CHARACTERS = 3;
const DAYS_PER_WEEK = 7;
const DAY_MS = 24 * 60 * 60 * 1000;
const NUMBERS = [
  'one',
  'two',
  'three',
  'four',
  'five',
  'six',
  'seven',
  'eight',
  'nine',
  'ten',
  'eleven',
  'twelve',
];
/** Longer texts are no such words. */
const MAX_CHARACTERS = 60;
/** More is a mistyped number. */
const MAX_DISTANCE_DAYS = 3660;
/** A day in words, then a time of it: `next Friday`, `tomorrow at 9 am`, `a week from now`, `in 3 days, 15:00`. */
const WORDS =
  /^(?:on )?(?:(today|tomorrow|yesterday|(?:the )?day (?:after tomorrow|before yesterday))|(?:(this|next) )?([a-z]{3,9})\.?|in (\d{1,4}|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve) (day|week|month)s?|(\d{1,4}|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve) (day|week|month)s? (ago|before today|from (?:now|today)|later))(?:,? (?:at )?(\d{1,2})(?::(\d{2}))? ?(am|pm)?)?$/;
const NAMED_DAYS: ReadonlyMap<string, number> = new Map([
  ['today', 0],
  ['tomorrow', 1],
  ['yesterday', -1],
  ['day after tomorrow', 2],
  ['day before yesterday', -2],
]);

/**
 * A day in words, with or without a time, in the form of ISO 8601 with the name of the zone: `2026-12-04`, `2026-12-04 15:00
 * (Europe/Berlin)`. "Friday" and "this Friday" are today or the next one, "next Friday" is the next one after today.
 * Undefined for anything else.
 */
export function dayInWords(
  written: string,
  { now, timeZone }: Calendar,
  /** The day from which days of the week count, such as the first one of a range, if that is not over. */
  from?: string,
): string | undefined {
  const text =
    written.length > MAX_CHARACTERS
      ? ''
      : written
          .toLowerCase()
          .replaceAll(/[\s_]+|(?<=[a-z\d])-(?=[a-z\d])/g, ' ')
          .trim();
  const [matched, named, which, weekday, ahead, aheadUnit, away, awayUnit, where, hours, minutes, half] =
    WORDS.exec(text.replace(/^@/, '')) ?? [];
  if (matched === undefined) {
    return undefined;
  }
  const today = todayIn(timeZone, now);
  const isBack = where === 'ago' || where === 'before today';
  const count = numberOf(ahead ?? away) * (isBack ? -1 : 1);
  const day =
    named !== undefined
      ? today + (NAMED_DAYS.get(named.replace(/^the /, '')) ?? 0) * DAY_MS
      : weekday !== undefined
        ? dayOfWeek(weekday, which === 'next', Math.max(Date.parse(from ?? '') || today, today))
        : dayAway(count, aheadUnit ?? awayUnit, today);
  const time = hours === undefined ? '' : timeOf(hours, minutes, half);
  if (day === undefined || Math.abs(day - today) > MAX_DISTANCE_DAYS * DAY_MS || time === undefined) {
    return undefined;
  }
  const date = new Date(day).toISOString().slice(0, 10);
  return time === '' ? date : `${date} ${time} (${timeZone})`;
}

/** Midnight, in UTC, of the day that it is there. */
function todayIn(timeZone: string, now: Date): number {
  const parts = new Map(
    new Intl.DateTimeFormat('en-US', { timeZone, year: 'numeric', month: 'numeric', day: 'numeric' })
      .formatToParts(now)
      .map(({ type, value }) => [type, Number(value)]),
  );
  return Date.UTC(parts.get('year') ?? 0, (parts.get('month') ?? 1) - 1, parts.get('day'));
}

/** `3`, `three`, `a`. */
function numberOf(count = ''): number {
  return /^\d/.test(count) ? Number(count) : Math.max(0, NUMBERS.indexOf(count)) + 1;
}

/** The day of the next month but one after the 31st may be its last. */
function dayAway(count: number, unit: string | undefined, today: number): number {
  if (unit !== 'month') {
    return today + count * (unit === 'week' ? DAYS_PER_WEEK : 1) * DAY_MS;
  }
  const date = new Date(today);
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth() + count];
  return Math.min(Date.UTC(year, month, date.getUTCDate()), Date.UTC(year, month + 1, 0));
}

/** Also of the first letters: `fri`, `tues`, `thurs`. */
function dayOfWeek(word: string, isAfter: boolean, from: number): number | undefined {
  const letters = word === 'weds' ? 'wed' : word;
  const weekday = WEEKDAYS.findIndex(
    (name) => letters.length >= MIN_WEEKDAY_CHARACTERS && name.startsWith(letters),
  );
  if (weekday === -1) {
    return undefined;
  }
  const days = (weekday - new Date(from).getUTCDay() + DAYS_PER_WEEK) % DAYS_PER_WEEK;
  return from + (days === 0 && isAfter ? DAYS_PER_WEEK : days) * DAY_MS;
}

/** A time of day with its half, such as `3 pm`, in the form of ISO 8601; undefined for anything else. */
export function readTime(written: string): string | undefined {
  const [matched, hours = '', minutes, half] =
    /^(\d{1,2})(?::(\d{2}))? ?([ap]m)$/.exec(written.trim().toLowerCase()) ?? [];
  return matched === undefined ? undefined : timeOf(hours, minutes, half);
}

/** `15:00`; undefined for no time of a day, and for a number alone, which may be anything. */
function timeOf(hours: string, minutes: string | undefined, half: string | undefined): string | undefined {
  const [hour, minute] = [Number(hours), Number(minutes ?? 0)];
  if ((minutes === undefined && half === undefined) || minute > 59) {
    return undefined;
  }
  if (half === undefined) {
    return hour > 23 ? undefined : twoDigits(hour, minute);
  }
  return hour < 1 || hour > 12 ? undefined : twoDigits((hour % 12) + (half === 'pm' ? 12 : 0), minute);
}

function twoDigits(hour: number, minute: number): string {
  return [hour, minute].map((part) => String(part).padStart(2, '0')).join(':');
}
