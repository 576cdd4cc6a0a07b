import type { Calendar } from '../dates/calendar-days.js';
import { DATE_FORMS, dateAdvice, readDate, readDayInWords, type DateReading } from '../dates/date-value.js';
import { readRelativeDay } from '../dates/date-words.js';
import { daysOfPeriod, readPeriod } from '../dates/periods.js';
import type { Operand } from './planned-condition.js';
import { say, Words } from '../../../text/words.js';
import { asText, refuseValue, type ValueContext } from './value-context.js';

const CALENDAR_DAY = /^\d{4}-\d\d-\d\d/;

/**
 * What a date operator compares with. `equals` takes a period (`this week`) and a month as well, in which the row's date
 * must lie. Other operators speak of the first day of a month or range, or of its last: after March is after its 31st.
 */
export function readDateOperand(value: unknown, context: ValueContext): Operand {
  const { operator } = context;
  const text = asText(value) ?? '';
  const isEqual = operator === 'equals';
  const period = readRelativeDay(text) === undefined ? readPeriod(text) : undefined;
  if (period !== undefined && 'operator' in period && isEqual) {
    return { comparisons: [{ operator: period.operator, value: {} }], join: 'and' };
  }
  const days = period === undefined ? undefined : daysMeant(text, context);
  if (days !== undefined) {
    return comparedWith(days, operator);
  }
  if (period !== undefined) {
    const advice =
      'advice' in period
        ? period.advice
        : say`Pass a date, or ${Words.term(period.operator)} as the operator and no value.`;
    return refuseValue(advice, value, context);
  }
  return comparedWith(requireDate(value, context), operator);
}

/** A date, and for words that Notion does not know the days they were read as. */
type MeantDate = DateReading & { readonly readAs?: Words };

type DateOperand = Exclude<Operand, { readonly reference: unknown }>;

function comparedWith(date: MeantDate, operator: string): DateOperand {
  if (operator === 'equals' && date.isSpan === true) {
    return spanOf(date, date);
  }
  const isAboutEnd = operator === 'after' || operator === 'on_or_before';
  return { value: isAboutEnd ? (date.end ?? date.start) : date.start, ...readAsOf(date) };
}

/** "After the last 30 days" is nothing that anybody means; since them, in them and by the end of the next 30 are. */
function daysMeant(text: string, { operator, calendar }: ValueContext): MeantDate | undefined {
  const days = calendar && daysOfPeriod(text, calendar);
  const fits =
    operator === 'equals' ||
    days?.side === 'this' ||
    (days?.side === 'past' ? operator === 'on_or_after' : operator === 'on_or_before');
  return days === undefined || calendar === undefined || !fits
    ? undefined
    : {
        start: days.start,
        end: days.end,
        isSpan: true,
        readAs: say`${text} is ${Words.term(days.start)} to ${Words.term(days.end)} in ${zoneOf(calendar)}.`,
      };
}

function zoneOf({ timeZone }: Calendar): Words {
  return timeZone === 'UTC' ? say`UTC` : say`${timeZone}`;
}

function readAsOf(...dates: readonly MeantDate[]): { readonly readAs?: Words } {
  const words = dates.flatMap(({ readAs }) => (readAs === undefined ? [] : [readAs]));
  return words.length === 0
    ? {}
    : { readAs: Words.join(new Map(words.map((one) => [String(one), one])).values(), ' ') };
}

/** From the first day of one date to the last of another. */
export function readDateRange(first: unknown, last: unknown, context: ValueContext): Operand {
  return spanOf(...ordered(requireDate(first, context), requireDate(last, context)));
}

/** Before the first day of one date or after the last of another. */
export function readDatesOutside(first: unknown, last: unknown, context: ValueContext): Operand {
  const [start, end] = ordered(requireDate(first, context), requireDate(last, context));
  return {
    comparisons: [
      { operator: 'before', value: start.start },
      { operator: 'after', value: end.end ?? end.start },
    ],
    join: 'or',
    ...readAsOf(start, end),
  };
}

/** As with numbers, the order of the ends does not matter; `today` and times of one day are left as they are. */
function ordered(first: MeantDate, last: MeantDate): [MeantDate, MeantDate] {
  const [start = '', end = ''] = [first.start, last.start].map((date) => CALENDAR_DAY.exec(date)?.[0]);
  return end !== '' && end < start ? [last, first] : [first, last];
}

function requireDate(value: unknown, context: ValueContext): MeantDate {
  const text = asText(value) ?? '';
  const { calendar } = context;
  const date = readDate(text, calendar?.timeZone);
  const inWords = date === undefined && calendar ? readDayInWords(text, calendar) : undefined;
  if (inWords === undefined || calendar === undefined) {
    const moment = date ?? refuseValue(dateAdvice(text) ?? say`Pass ${DATE_FORMS}.`, value, context);
    return moment.start === readDate(text)?.start
      ? moment
      : { ...moment, readAs: say`${text} is ${Words.term(moment.start)}.` };
  }
  const day = Words.term(inWords.start.slice(0, 10));
  return { ...inWords, readAs: say`${text} is ${day} in ${zoneOf(calendar)}.` };
}

function spanOf(first: MeantDate, last: MeantDate): DateOperand {
  return {
    comparisons: [
      { operator: 'on_or_after', value: first.start },
      { operator: 'on_or_before', value: last.end ?? last.start },
    ],
    join: 'and',
    ...readAsOf(first, last),
  };
}
