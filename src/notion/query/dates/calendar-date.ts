import { monthNamed } from './date-words.js';

/** A day, or a week, month, quarter or year, as it was written; a day such as `01/10/2026` has two readings. */
interface CalendarReading {
  readonly readings?: readonly string[];
  /** The first and the last of the days that are meant. */
  readonly span?: { readonly first: string; readonly last: string };
}

const ISO_DAY = /^(\d{4})-(\d{2})-(\d{2})$/;
const YEAR_FIRST = /^(\d{4})(?:-(\d{1,2})-|\/(\d{1,2})\/|\.(\d{1,2})\.| (\d{1,2}) )(\d{1,2})\.?$/;
const BASIC = /^(\d{4})(\d{2})(\d{2})$/;
const YEAR_LAST = /^(\d{1,2})(?:-(\d{1,2})-|\/(\d{1,2})\/|\.(\d{1,2})\.)(\d{4})$/;
const MONTH_NUMBER = /^(\d{4})[-/](\d{1,2})$/;
const YEAR = /^(\d{4})$/;
const QUARTER = /^(\d{4})[-/ ]?Q([1-4])$|^Q([1-4])[-/ ]?(\d{4})$/i;
/** A week by ISO 8601, perhaps with the day of the week. */
const WEEK = /^(\d{4})-?W(\d{2})(?:-?([1-7]))?$/i;
const WEEKDAY = /^(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\.?,? (?=\S)/i;
const DAY_OF_MONTH = /^(\d{1,2})(?:st|nd|rd|th|\.)?(?: of)?[ -]([a-z]{3,9}\.?),?[ -](\d{4})$/i;
const MONTH_DAY = /^([a-z]{3,9}\.?) (\d{1,2})(?:st|nd|rd|th|\.)?,? (\d{4})$/i;
const NAMED_MONTH = /^([a-z]{3,9}\.?),? ?(?:of )?(\d{4})$/i;

/** Reads a day, week, month, quarter or year of the calendar; undefined for anything else, the 30th of February included. */
export function readCalendar(text: string): CalendarReading | undefined {
  const days = readDays(text).filter(isCalendarDate);
  return days.length > 0 ? { readings: [...new Set(days)] } : (readWeek(text) ?? readMonths(text));
}

/** Whether `2026-02-30` is in the calendar. */
export function isCalendarDate(text: string): boolean {
  const [, year = '', month = '', day = ''] = ISO_DAY.exec(text) ?? [];
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  return date.getUTCMonth() === Number(month) - 1 && date.getUTCDate() === Number(day) && day !== '';
}

function readDays(text: string): readonly string[] {
  const [whole, year = '', dashed, slashed, dotted, spaced, day = ''] = YEAR_FIRST.exec(text) ?? [];
  if (whole !== undefined) {
    return [isoDay(year, dashed ?? slashed ?? dotted ?? spaced ?? '', day)];
  }
  const basic = BASIC.exec(text);
  if (basic !== null) {
    return [isoDay(basic[1] ?? '', basic[2] ?? '', basic[3] ?? '')];
  }
  const last = YEAR_LAST.exec(text);
  if (last !== null) {
    const [, one = '', dashedOther, slashedOther, dottedOther, lastYear = ''] = last;
    const other = dashedOther ?? slashedOther ?? dottedOther ?? '';
    return [isoDay(lastYear, one, other), isoDay(lastYear, other, one)];
  }
  const date = text.replace(WEEKDAY, '');
  const dayFirst = DAY_OF_MONTH.exec(date);
  if (dayFirst !== null) {
    return named(dayFirst[3], dayFirst[2], dayFirst[1]);
  }
  const monthFirst = MONTH_DAY.exec(date);
  return monthFirst === null ? [] : named(monthFirst[3], monthFirst[1], monthFirst[2]);
}

/** The first week of a year is the one with its first Thursday, so with the 4th of January. */
function readWeek(text: string): CalendarReading | undefined {
  const [whole, year, number, day] = WEEK.exec(text) ?? [];
  if (whole === undefined) {
    return undefined;
  }
  const fourth = new Date(Date.UTC(Number(year), 0, 4));
  const monday = 4 - ((fourth.getUTCDay() + 6) % 7) + 7 * (Number(number) - 1);
  const dayAt = (index: number): string =>
    new Date(Date.UTC(Number(year), 0, monday + index)).toISOString().slice(0, 10);
  // A week belongs to the year that its Thursday is in: most years have no 53rd.
  if (dayAt(3).slice(0, 4) !== year) {
    return undefined;
  }
  return day === undefined
    ? { span: { first: dayAt(0), last: dayAt(6) } }
    : { readings: [dayAt(Number(day) - 1)] };
}

function readMonths(text: string): CalendarReading | undefined {
  const [, numbered = '', number = ''] = MONTH_NUMBER.exec(text) ?? [];
  const [, word = '', wordYear = ''] = NAMED_MONTH.exec(text) ?? [];
  const month = number === '' ? monthNamed(word) : Number(number);
  const year = number === '' ? wordYear : numbered;
  if (month !== undefined && year !== '' && month >= 1 && month <= 12) {
    return monthsOf(year, month, month);
  }
  const [, wholeYear] = YEAR.exec(text) ?? [];
  if (wholeYear !== undefined) {
    return monthsOf(wholeYear, 1, 12);
  }
  const [, early, first, second, late] = QUARTER.exec(text) ?? [];
  const quarter = Number(first ?? second ?? 0);
  return quarter === 0 ? undefined : monthsOf(early ?? late ?? '', 3 * quarter - 2, 3 * quarter);
}

function monthsOf(year: string, first: number, last: number): CalendarReading {
  const end = new Date(Date.UTC(Number(year), last, 0)).getUTCDate();
  return { span: { first: `${year}-${pad(first)}-01`, last: `${year}-${pad(last)}-${pad(end)}` } };
}

function named(year = '', month = '', day = ''): readonly string[] {
  const number = monthNamed(month);
  return number === undefined ? [] : [isoDay(year, String(number), day)];
}

function isoDay(year: string, month: string, day: string): string {
  return `${year}-${pad(month)}-${pad(day)}`;
}

function pad(part: string | number): string {
  return String(part).padStart(2, '0');
}
