import { DATE_FORMS, dateAdvice, readDate } from '../dates/date-value.js';
import { readRelativeDay } from '../dates/date-words.js';
import { readPeriod } from '../dates/periods.js';
import { say, Words } from '../../../text/words.js';
import { asText, refuseValue } from './value-context.js';
const CALENDAR_DAY = /^\d{4}-\d\d-\d\d/;
/**
 * What a date operator compares with. `equals` takes a period (`this week`) and a month as well, in which the row's date
 * must lie. Other operators speak of the first day of a month or range, or of its last: after March is after its 31st.
 */
export function readDateOperand(value, context) {
    const { operator } = context;
    const text = asText(value) ?? '';
    const isEqual = operator === 'equals';
    const period = readRelativeDay(text) === undefined ? readPeriod(text) : undefined;
    if (period !== undefined && 'operator' in period && isEqual) {
        return { comparisons: [{ operator: period.operator, value: {} }], join: 'and' };
    }
    if (period !== undefined) {
        const advice = 'advice' in period
            ? period.advice
            : say `Pass a date, or ${Words.term(period.operator)} as the operator and no value.`;
        return refuseValue(advice, value, context);
    }
    const date = requireDate(value, context);
    if (isEqual && date.isSpan === true) {
        return spanOf(date, date);
    }
    const isAboutEnd = operator === 'after' || operator === 'on_or_before';
    return { value: isAboutEnd ? (date.end ?? date.start) : date.start };
}
/** From the first day of one date to the last of another. */
export function readDateRange(first, last, context) {
    return spanOf(...ordered(requireDate(first, context), requireDate(last, context)));
}
/** Before the first day of one date or after the last of another. */
export function readDatesOutside(first, last, context) {
    const [start, end] = ordered(requireDate(first, context), requireDate(last, context));
    return {
        comparisons: [
            { operator: 'before', value: start.start },
            { operator: 'after', value: end.end ?? end.start },
        ],
        join: 'or',
    };
}
/** As with numbers, the order of the ends does not matter; `today` and times of one day are left as they are. */
function ordered(first, last) {
    const [start = '', end = ''] = [first.start, last.start].map((date) => CALENDAR_DAY.exec(date)?.[0]);
    return end !== '' && end < start ? [last, first] : [first, last];
}
function requireDate(value, context) {
    const text = asText(value) ?? '';
    return readDate(text) ?? refuseValue(dateAdvice(text) ?? say `Pass ${DATE_FORMS}.`, value, context);
}
function spanOf(first, last) {
    return {
        comparisons: [
            { operator: 'on_or_after', value: first.start },
            { operator: 'on_or_before', value: last.end ?? last.start },
        ],
        join: 'and',
    };
}
