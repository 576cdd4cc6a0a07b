import { say, Words } from '../../../text/words.js';
const PERIOD = /^(?:(?:is|in|within|during|for) )*(?:the )?(this|current|past|last|previous|prior|next|coming|following|upcoming)(?: (\d{1,4}|an?|one|two|three|four|five|six|seven|ten|twelve|fourteen|thirty))? (day|week|month|quarter|year)s?$/;
const NUMBER_WORDS = new Map([
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
const SAME_LENGTHS = new Map([
    ['7 day', 'week'],
    ['1 week', 'week'],
    ['1 month', 'month'],
    ['12 month', 'year'],
    ['1 year', 'year'],
]);
const OFFERED = say `past_week, past_month, past_year, next_week, next_month and next_year`;
/**
 * Reads `this week`, `past_week`, `last 7 days`, `next year`. What Notion cannot say, or says only nearly, comes with
 * advice: `last month` may be the past 30 days or the month before this one. Undefined if it is no span of time at all.
 */
export function readPeriod(written) {
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
            : { advice: calendarAdvice(unit) };
    }
    const direction = isPast(where) ? 'past' : 'next';
    if (count === undefined) {
        const isOwnWord = (where === 'past' || where === 'next') && unit !== 'day' && unit !== 'quarter';
        return isOwnWord ? { operator: `${direction}_${unit}` } : { advice: neighbourAdvice(direction, unit) };
    }
    const length = NUMBER_WORDS.get(count) ?? Number(count);
    const same = SAME_LENGTHS.get(`${length} ${unit}`);
    return same === undefined
        ? { advice: say `Notion has ${OFFERED} only. Pass on_or_after or between with dates, such as 2026-03-04.` }
        : { operator: `${direction}_${same}` };
}
const MAX_PERIOD_CHARACTERS = 60;
function isPast(where) {
    return where === 'past' || where === 'last' || where === 'previous' || where === 'prior';
}
function calendarAdvice(unit) {
    switch (unit) {
        case 'day':
            return say `Pass equals with the value today.`;
        case 'week':
            return say `Pass this_week.`;
        case 'year':
            return say `Pass equals with the year, such as "2026".`;
        case 'quarter':
            return say `Pass equals with the quarter, such as "2026-Q1".`;
        default:
            return say `Pass equals with the month, such as "2026-03".`;
    }
}
/** `last week`: the week before this one, or the seven days until today? */
function neighbourAdvice(direction, unit) {
    switch (unit) {
        case 'day':
            return say `Pass equals with the value yesterday, today or tomorrow.`;
        case 'quarter':
            return say `Pass equals with the quarter, such as "2026-Q1".`;
        case 'week':
            return say `Pass ${termOf(direction, unit)} for the seven days ${direction === 'past' ? say `until` : say `from`} today, or between with the first and last day of the week.`;
        default:
            return say `Pass ${termOf(direction, unit)} for the ${termOf('', unit)} ${direction === 'past' ? say `until` : say `from`} today, or equals with the calendar ${termOf('', unit)}, such as ${unit === 'year' ? '2026' : '2026-03'}.`;
    }
}
function termOf(direction, unit) {
    return Words.term(direction === '' ? unit : `${direction}_${unit}`);
}
