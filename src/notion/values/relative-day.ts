/** Whose day is meant by words such as "tomorrow". */
export interface Calendar {
  readonly now: Date;
  /** Of the tz database. */
  readonly timeZone: string;
}

const WEEKDAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];
const DAYS_PER_WEEK = 7;
const DAY_MS = 24 * 60 * 60 * 1000;
/** Longer texts are no such words. */
const MAX_CHARACTERS = 60;
/** More is a mistyped number. */
const MAX_DISTANCE_DAYS = 3660;
/** A day in words, then a time of it: `next Friday`, `tomorrow at 9 am`, `in 3 days, 15:00`. */
const WORDS =
  /^(?:on )?(today|tomorrow|yesterday|(?:(this|next) )?([a-z]{3,9})|in (\d{1,4}|an?|one) (day|week)s?|(\d{1,4}|an?|one) (day|week)s? ago)(?:,? (?:at )?(\d{1,2})(?::(\d{2}))? ?(am|pm)?)?$/;

/**
 * A day in words, with or without a time, in the form of ISO 8601 with the name of the zone: `2026-12-04`, `2026-12-04 15:00
 * (Europe/Berlin)`. "Friday" and "this Friday" are today or the next one, "next Friday" is the next one after today.
 * Undefined for anything else.
 */
export function readRelativeDay(
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
          .replaceAll(/[\s_]+/g, ' ')
          .trim();
  const [matched, day = '', which, weekday, ahead, aheadUnit, back, backUnit, hours, minutes, half] =
    WORDS.exec(text.replace(/^@/, '')) ?? [];
  if (matched === undefined) {
    return undefined;
  }
  const today = todayIn(timeZone, now);
  const distance =
    ahead !== undefined
      ? distanceOf(ahead, aheadUnit)
      : back !== undefined
        ? -distanceOf(back, backUnit)
        : weekday === undefined
          ? { today: 0, tomorrow: 1, yesterday: -1 }[day]
          : daysTo(weekday, which === 'next', today, Math.max(Date.parse(from ?? '') || today, today));
  const time = hours === undefined ? '' : timeOf(hours, minutes, half);
  if (distance === undefined || Math.abs(distance) > MAX_DISTANCE_DAYS || time === undefined) {
    return undefined;
  }
  const date = new Date(today + distance * DAY_MS).toISOString().slice(0, 10);
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

function distanceOf(count: string, unit: string | undefined): number {
  const number = /^\d/.test(count) ? Number(count) : 1;
  return unit === 'week' ? number * DAYS_PER_WEEK : number;
}

/** Days from today to a day of the week, the next one at or after `from`. */
function daysTo(word: string, isAfter: boolean, today: number, from: number): number | undefined {
  const weekday = WEEKDAYS.findIndex((name) => name === word || name.slice(0, 3) === word);
  if (weekday === -1) {
    return undefined;
  }
  const days = (weekday - new Date(from).getUTCDay() + DAYS_PER_WEEK) % DAYS_PER_WEEK;
  return Math.round((from - today) / DAY_MS) + (days === 0 && isAfter ? DAYS_PER_WEEK : days);
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
