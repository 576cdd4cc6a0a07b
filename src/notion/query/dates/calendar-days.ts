/** Whose day is meant by words such as "tomorrow". */
export interface Calendar {
  readonly now: Date;
  /** Of the tz database. */
  readonly timeZone: string;
}

export const DAY_MS = 24 * 60 * 60 * 1000;
export const DAYS_PER_WEEK = 7;
const MONTHS_PER_YEAR = 12;
const MONTHS_PER_QUARTER = 3;

/** Midnight, in UTC, of the day that it is there. */
export function todayIn({ now, timeZone }: Calendar): number {
  const parts = new Map(
    new Intl.DateTimeFormat('en-US', { timeZone, year: 'numeric', month: 'numeric', day: 'numeric' })
      .formatToParts(now)
      .map(({ type, value }) => [type, Number(value)]),
  );
  return Date.UTC(parts.get('year') ?? 0, (parts.get('month') ?? 1) - 1, parts.get('day'));
}

/** Days, weeks, months, quarters or years from a day. The day of the next month but one after the 31st may be its last. */
export function dayAway(count: number, unit: string, today: number): number {
  if (unit === 'day' || unit === 'week') {
    return today + count * (unit === 'week' ? DAYS_PER_WEEK : 1) * DAY_MS;
  }
  const date = new Date(today);
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth() + count * monthsIn(unit)];
  return Math.min(Date.UTC(year, month, date.getUTCDate()), Date.UTC(year, month + 1, 0));
}

/** The first and the last day of the month, quarter or year that a day is in. */
export function endsOfUnit(unit: string, day: number): { readonly start: number; readonly end: number } {
  const months = monthsIn(unit);
  const date = new Date(day);
  const first = date.getUTCMonth() - (date.getUTCMonth() % months);
  return {
    start: Date.UTC(date.getUTCFullYear(), first, 1),
    end: Date.UTC(date.getUTCFullYear(), first + months, 0),
  };
}

/** `2026-12-04` */
export function isoDate(day: number): string {
  return new Date(day).toISOString().slice(0, 10);
}

function monthsIn(unit: string): number {
  return unit === 'year' ? MONTHS_PER_YEAR : unit === 'quarter' ? MONTHS_PER_QUARTER : 1;
}
