import { dayAway, endsOfUnit, isoDate, todayIn, type Calendar } from './calendar-days.js';
import { say, Words } from '../../../text/words.js';

/** Negative for days that are over; none is the month, quarter or year that it is. */
interface Span {
  readonly count: number;
  readonly unit: string;
}

/** A span of time in words: one of Notion's operators, or the days that are meant, and what to write instead. */
type Period =
  { readonly operator: string; readonly span?: Span } | { readonly advice: Words; readonly span?: Span };

const PERIOD =
  /^(?:(?:is|in|within|during|for) )*(?:the )?(this|current|past|last|previous|prior|next|coming|following|upcoming)(?: (\d{1,4}|an?|one|two|three|four|five|six|seven|ten|twelve|fourteen|thirty))? (day|week|month|quarter|year)s?$/;
const NUMBER_WORDS: ReadonlyMap<string, number> = new Map([
  ['a', 1],
  ['an', 1],
  ['one', 1],
  ['two', 2],
  ['three', 3],
  ['four', 4],
  ['five', 5],
  ['six', 6],
  ['seven', 7],
  ['ten', 10],
  ['twelve', 12],
  ['fourteen', 14],
  ['thirty', 30],
]);
/** Lengths that are the same as one of Notion's, which are a week, a month and a year. */
const SAME_LENGTHS: ReadonlyMap<string, string> = new Map([
  ['7 day', 'week'],
  ['1 week', 'week'],
  ['1 month', 'month'],
  ['12 month', 'year'],
  ['1 year', 'year'],
]);
const OFFERED = say`past_week, past_month, past_year, next_week, next_month and next_year`;

/**
 * Reads `this week`, `past_week`, `last 7 days`, `next year`. What Notion cannot say, or says only nearly, comes with
 * advice: `last month` may be the past 30 days or the month before this one. Undefined if it is no span of time at all.
 */
export function readPeriod(written: string): Period | undefined {
  const words = written
    .slice(0, MAX_PERIOD_CHARACTERS)
    .replaceAll(/([a-z])(?=[A-Z\d])|(\d)(?=[a-z])/g, '$1$2 ')
    .toLowerCase()
    .replaceAll(/[\s_-]+/g, ' ')
    .trim();
  const [matched, where = '', count, unit = ''] = PERIOD.exec(words) ?? [];
  if (matched === undefined) {
    return undefined;
  }
  if (where === 'this' || where === 'current') {
    return unit === 'week' && count === undefined
      ? { operator: 'this_week' }
      : count === undefined && unit !== 'week' && unit !== 'day'
        ? { advice: calendarAdvice(unit), span: { count: 0, unit } }
        : { advice: calendarAdvice(unit) };
  }
  const direction = isPast(where) ? 'past' : 'next';
  if (count === undefined) {
    const isOwnWord = (where === 'past' || where === 'next') && unit !== 'day' && unit !== 'quarter';
    return isOwnWord
      ? { operator: `${direction}_${unit}`, span: { count: direction === 'past' ? -1 : 1, unit } }
      : { advice: neighbourAdvice(direction, unit) };
  }
  const length = NUMBER_WORDS.get(count) ?? Number(count);
  const same = SAME_LENGTHS.get(`${length} ${unit}`);
  const span = { count: direction === 'past' ? -length : length, unit };
  return same === undefined
    ? {
        advice: say`Notion has ${OFFERED} only. Pass on_or_after or between with dates, such as 2026-03-04.`,
        span,
      }
    : { operator: `${direction}_${same}`, span };
}

/** `this month` is of the calendar; `past` and `next` begin or end today. */
interface PeriodDays {
  readonly side: 'this' | 'past' | 'next';
  readonly start: string;
  readonly end: string;
}

/**
 * The first and the last day of a period, as `past_week` counts: today and the days before
 * it, or after it. Undefined where it is open which days are meant.
 */
export function daysOfPeriod(written: string, calendar: Calendar): PeriodDays | undefined {
  const period = readPeriod(written);
  if (period?.span === undefined) {
    return undefined;
  }
  const { count, unit } = period.span;
  const today = todayIn(calendar);
  const day = dayAway(count, unit, today);
  const { start, end } =
    count === 0 ? endsOfUnit(unit, today) : { start: Math.min(day, today), end: Math.max(day, today) };
  const side = count === 0 ? 'this' : count < 0 ? 'past' : 'next';
  return isWithinReach(day) ? { side, start: isoDate(start), end: isoDate(end) } : undefined;
}

/** Years of four digits. */
function isWithinReach(day: number): boolean {
  return day > Date.UTC(1000, 0) && day < Date.UTC(9999, 0);
}

const MAX_PERIOD_CHARACTERS = 60;

function isPast(where: string): boolean {
  return where === 'past' || where === 'last' || where === 'previous' || where === 'prior';
}

function calendarAdvice(unit: string): Words {
  switch (unit) {
    case 'day':
      return say`Pass equals with the value today.`;
    case 'week':
      return say`Pass this_week.`;
    case 'year':
      return say`Pass equals with the year, such as "2026".`;
    case 'quarter':
      return say`Pass equals with the quarter, such as "2026-Q1".`;
    default:
      return say`Pass equals with the month, such as "2026-03".`;
  }
}

/** `last week`: the week before this one, or the seven days until today? */
function neighbourAdvice(direction: string, unit: string): Words {
  switch (unit) {
    case 'day':
      return say`Pass equals with the value yesterday, today or tomorrow.`;
    case 'quarter':
      return say`Pass equals with the quarter, such as "2026-Q1".`;
    case 'week':
      return say`Pass ${termOf(direction, unit)} for the seven days ${direction === 'past' ? say`until` : say`from`} today, or between with the first and last day of the week.`;
    default:
      return say`Pass ${termOf(direction, unit)} for the ${termOf('', unit)} ${direction === 'past' ? say`until` : say`from`} today, or equals with the calendar ${termOf('', unit)}, such as ${unit === 'year' ? '2026' : '2026-03'}.`;
  }
}

function termOf(direction: string, unit: string): Words {
  return Words.term(direction === '' ? unit : `${direction}_${unit}`);
}
