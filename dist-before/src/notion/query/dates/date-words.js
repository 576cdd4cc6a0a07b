/** Days that Notion works out itself, in the time zone of the workspace's user. */
export const RELATIVE_DAYS = new Set([
    'today',
    'tomorrow',
    'yesterday',
    'one_week_ago',
    'one_week_from_now',
    'one_month_ago',
    'one_month_from_now',
]);
const DISTANCE = /^(?:in )?(an?|one|1|7|seven) (day|week|month)s?(?: (ago|before today|from (?:now|today)|later))?$/;
/** A day, as a number of days or a unit, and a direction. */
const SAME_DAYS = new Map([
    ['1 day ago', 'yesterday'],
    ['1 day from_now', 'tomorrow'],
    ['7 day ago', 'one_week_ago'],
    ['7 day from_now', 'one_week_from_now'],
    ['1 week ago', 'one_week_ago'],
    ['1 week from_now', 'one_week_from_now'],
    ['1 month ago', 'one_month_ago'],
    ['1 month from_now', 'one_month_from_now'],
]);
/** `today`, `@Today`, `1 week ago`, `in 7 days` in Notion's words; undefined for days that it has no word for. */
export function readRelativeDay(text) {
    const words = text
        .toLowerCase()
        .replace(/^@/, '')
        .replaceAll(/[\s_-]+/g, ' ')
        .trim();
    const word = words.replaceAll(' ', '_');
    if (RELATIVE_DAYS.has(word)) {
        return word;
    }
    const [matched, count = '', unit = '', where] = DISTANCE.exec(words) ?? [];
    const isAhead = words.startsWith('in ');
    if (matched === undefined || isAhead === (where !== undefined)) {
        return undefined;
    }
    const number = count === '7' || count === 'seven' ? 7 : 1;
    const direction = where === 'ago' || where === 'before today' ? 'ago' : 'from_now';
    return SAME_DAYS.get(`${number} ${unit} ${direction}`);
}
const MONTHS = [
    'january',
    'february',
    'march',
    'april',
    'may',
    'june',
    'july',
    'august',
    'september',
    'october',
    'november',
    'december',
];
const MIN_MONTH_CHARACTERS = 3;
/** The number of an English month, also of its first letters (`Sept`, `oct.`). */
export function monthNamed(word) {
    const letters = word.toLowerCase().replace(/\.$/, '');
    const found = MONTHS.findIndex((month) => letters.length >= MIN_MONTH_CHARACTERS && month.startsWith(letters));
    return found === -1 ? undefined : found + 1;
}
