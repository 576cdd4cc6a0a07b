import {
  DAY_MS,
  DAYS_PER_WEEK,
  dayAway,
  endsOfUnit,
  isoDate,
  todayIn,
  type Calendar,
} from './calendar-days.js';

const WEEKDAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];
const MIN_WEEKDAY_CHARACTERS = 3;
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
  /^(?:on )?(?:(today|tomorrow|yesterday|(?:the )?day (?:after tomorrow|before yesterday))|(?:(this|next|last) )?([a-z]{3,9})\.?|in (\d{1,4}|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve) (day|week|month|year)s?|(\d{1,4}|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve) (day|week|month|year)s? (ago|before today|from (?:now|today)|later))(?:,? (?:at )?(\d{1,2})(?::(\d{2}))? ?(am|pm)?)?$/;
/** `today - 7 days`, `now-7d`, `+2w`. */
const SUM = /^(?=.*[a-z])(?:today|now)? ?([+-]) ?(\d{1,4}) ?(days?|d|weeks?|w|months?|mo|years?|y)?$/;
const UNIT_LETTERS: ReadonlyMap<string, string> = new Map([
  ['d', 'day'],
  ['w', 'week'],
  ['mo', 'month'],
  ['y', 'year'],
]);
/** `start of the month`, `end of next quarter`. */
const UNIT_END =
  /^(?:the )?(start|beginning|first day|end|last day) of (?:the )?(?:(this|current|next|last|previous) )?(month|quarter|year)$/;
const NAMED_DAYS: ReadonlyMap<string, number> = new Map([
  ['today', 0],
  ['tomorrow', 1],
  ['yesterday', -1],
  ['day after tomorrow', 2],
  ['day before yesterday', -2],
]);

/**
 * A day in words, with or without a time, in the form of ISO 8601 with the name of the zone: `2026-12-04`, `2026-12-04 15:00
 * (Europe/Berlin)`. "Friday" and "this Friday" are today or the next one, "next Friday" is the next one after today, "last
 * Friday" the one before. Undefined for anything else.
 */
export function dayInWords(
  written: string,
  calendar: Calendar,
  /** The day from which days of the week count, such as the first one of a range, if that is not over. */
  from?: string,
): string | undefined {
  const given = written.length > MAX_CHARACTERS ? '' : withoutForm(written);
  if (/^(?:right )?now$/.test(given)) {
    return `${calendar.now.toISOString().slice(0, 16)}Z`;
  }
  const today = todayIn(calendar);
  const summed = dayOfSum(given, today);
  const text = given.replaceAll(/(?<=[a-z\d])-(?=[a-z\d])/g, ' ');
  const [matched, named, which, weekday, ahead, aheadUnit, away, awayUnit, where, hours, minutes, half] =
    WORDS.exec(text) ?? [];
  const isBack = where === 'ago' || where === 'before today';
  const day =
    summed ??
    dayOfUnit(text, today) ??
    (matched === undefined
      ? undefined
      : named !== undefined
        ? today + (NAMED_DAYS.get(named.replace(/^the /, '')) ?? 0) * DAY_MS
        : weekday !== undefined
          ? dayOfWeek(weekday, which, Math.max(Date.parse(from ?? '') || today, today))
          : dayAway(numberOf(ahead ?? away) * (isBack ? -1 : 1), aheadUnit ?? awayUnit ?? 'day', today));
  const time = hours === undefined ? '' : timeOf(hours, minutes, half);
  if (day === undefined || Math.abs(day - today) > MAX_DISTANCE_DAYS * DAY_MS || time === undefined) {
    return undefined;
  }
  return time === '' ? isoDate(day) : `${isoDate(day)} ${time} (${calendar.timeZone})`;
}

/** In small letters, with one kind of space, and without what other programs write around: `@today`, `{{today}}`, `today()`. */
function withoutForm(written: string): string {
  return written
    .toLowerCase()
    .replaceAll(/[\s_]+/g, ' ')
    .trim()
    .replace(/^(?:@|\$|\{\{ ?)/, '')
    .replace(/(?:\(\)| ?\}\})$/, '');
}

function dayOfSum(text: string, today: number): number | undefined {
  const [matched, sign, count, unit = 'day'] = SUM.exec(text.replace(/(?<=^(?:today|now))\(\)/, '')) ?? [];
  return matched === undefined
    ? undefined
    : dayAway(
        Number(count) * (sign === '-' ? -1 : 1),
        UNIT_LETTERS.get(unit) ?? unit.replace(/s$/, ''),
        today,
      );
}

function dayOfUnit(text: string, today: number): number | undefined {
  const [matched, which, where, unit = ''] = UNIT_END.exec(text) ?? [];
  if (matched === undefined) {
    return undefined;
  }
  const away = where === 'next' ? 1 : where === 'last' || where === 'previous' ? -1 : 0;
  const { start, end } = endsOfUnit(unit, dayAway(away, unit, today));
  return which === 'end' || which === 'last day' ? end : start;
}

/** `3`, `three`, `a`. */
function numberOf(count = ''): number {
  return /^\d/.test(count) ? Number(count) : Math.max(0, NUMBERS.indexOf(count)) + 1;
}

/** Also of the first letters: `fri`, `tues`, `thurs`. */
function dayOfWeek(word: string, which: string | undefined, from: number): number | undefined {
  const letters = word === 'weds' ? 'wed' : word;
  const weekday = WEEKDAYS.findIndex(
    (name) => letters.length >= MIN_WEEKDAY_CHARACTERS && name.startsWith(letters),
  );
  if (weekday === -1) {
    return undefined;
  }
  const days = (weekday - new Date(from).getUTCDay() + DAYS_PER_WEEK) % DAYS_PER_WEEK;
  const ahead = days === 0 && which === 'next' ? DAYS_PER_WEEK : days;
  return from + (which === 'last' ? days - DAYS_PER_WEEK : ahead) * DAY_MS;
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
