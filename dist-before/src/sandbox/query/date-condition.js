import { bodyError } from '../errors.js';
import { isObject } from './json.js';
import { dateOf } from './scalars.js';
const dayMilliseconds = 86_400_000;
/** ISO 8601 with an optional time and offset, as filters take it. */
const isoPattern = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?)?$/;
/** The day of a moment, in UTC, as a number that days can be counted with. */
function day(time) {
    return Math.floor(time / dayMilliseconds);
}
function shiftMonths(now, months) {
    const shifted = new Date(now);
    shifted.setUTCMonth(shifted.getUTCMonth() + months);
    return day(shifted.getTime());
}
/** Notion's words for days near the present. */
function relativeDay(word, now) {
    const today = day(now.getTime());
    switch (word) {
        case 'today':
            return today;
        case 'tomorrow':
            return today + 1;
        case 'yesterday':
            return today - 1;
        case 'one_week_ago':
            return today - 7;
        case 'one_week_from_now':
            return today + 7;
        case 'one_month_ago':
            return shiftMonths(now, -1);
        case 'one_month_from_now':
            return shiftMonths(now, 1);
        default:
            return undefined;
    }
}
/** First and last day of a span such as `past_week`. Weeks begin on Sunday. */
function periodDays(operator, now) {
    const today = day(now.getTime());
    switch (operator) {
        case 'this_week':
            return [today - now.getUTCDay(), today - now.getUTCDay() + 6];
        case 'past_week':
            return [today - 7, today];
        case 'past_month':
            return [shiftMonths(now, -1), today];
        case 'past_year':
            return [shiftMonths(now, -12), today];
        case 'next_week':
            return [today, today + 7];
        case 'next_month':
            return [today, shiftMonths(now, 1)];
        case 'next_year':
            return [today, shiftMonths(now, 12)];
        default:
            return undefined;
    }
}
/** Times are compared by the minute, Notion's precision; dates by the day. */
function comparable(iso) {
    const time = Date.parse(iso);
    return iso.includes('T')
        ? { value: Math.floor(time / 60_000), isDay: false }
        : { value: day(time), isDay: true };
}
function operandOf(operation, now) {
    const { operand, path } = operation;
    if (typeof operand !== 'string') {
        throw bodyError(path, 'a valid ISO 8601 date string', operand);
    }
    const relative = relativeDay(operand, now);
    if (relative !== undefined) {
        return { value: relative, isDay: true };
    }
    if (!isoPattern.test(operand) || Number.isNaN(Date.parse(operand))) {
        throw bodyError(path, 'a valid ISO 8601 date string', operand);
    }
    return comparable(operand);
}
/** Below, at or above zero as the cell lies before, on or after the operand; days where either is a whole day. */
function difference(cell, operand) {
    const own = comparable(cell);
    if (own.isDay === operand.isDay) {
        return own.value - operand.value;
    }
    const ownDay = day(Date.parse(cell));
    return ownDay - (operand.isDay ? operand.value : day(operand.value * 60_000));
}
const comparisons = {
    equals: (difference) => difference === 0,
    before: (difference) => difference < 0,
    after: (difference) => difference > 0,
    on_or_before: (difference) => difference <= 0,
    on_or_after: (difference) => difference >= 0,
};
/** Conditions on dates; a range counts by its start. Days are those of UTC. */
export function dateCondition(operation, now) {
    const period = periodDays(operation.operator, now);
    if (period !== undefined) {
        if (!isObject(operation.operand) || Object.keys(operation.operand).length > 0) {
            throw bodyError(operation.path, 'an empty object', operation.operand);
        }
        const [first, last] = period;
        return (value) => {
            const start = startOf(value);
            const cell = start === null ? Number.NaN : day(Date.parse(start));
            return cell >= first && cell <= last;
        };
    }
    const compare = comparisons[operation.operator];
    if (compare === undefined) {
        throw bodyError(operation.path, 'not present', operation.operand);
    }
    const operand = operandOf(operation, now);
    return (value) => {
        const start = startOf(value);
        return start !== null && compare(difference(start, operand));
    };
}
function startOf(value) {
    return dateOf(value)?.start ?? null;
}
