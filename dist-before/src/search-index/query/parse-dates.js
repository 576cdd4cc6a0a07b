import { InputError } from '../../errors.js';
import { say, Words } from '../../text/words.js';
const DATE = /^(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?$/;
const COMPARISON = /^(>=|<=|>|<|=)?(.*)$/su;
/** Years that Notion's dates can have. */
const MIN_YEAR = 1000;
/** What all conditions on a time allow together: `2026-01`, `>2026-01-01`, `<=2026`, `2026-01-01..2026-02-15`. */
export function parseDates(filter, values) {
    let range = {};
    for (const value of values) {
        const { from, before } = rangeOf(filter, value);
        range = {
            from: from === undefined || (range.from ?? '') > from ? range.from : from,
            before: before === undefined || (range.before !== undefined && range.before < before) ? range.before : before,
        };
    }
    return range;
}
function rangeOf(filter, value) {
    const [first = '', second, ...others] = value.split('..');
    if (second !== undefined && others.length === 0) {
        return { from: periodOf(filter, first, value).from, before: periodOf(filter, second, value).before };
    }
    const [, comparison = '=', date = ''] = COMPARISON.exec(value) ?? [];
    const { from, before } = periodOf(filter, date, value);
    switch (comparison) {
        case '>':
            return { from: before };
        case '>=':
            return { from };
        case '<':
            return { before: from };
        case '<=':
            return { before };
        default:
            return { from, before };
    }
}
/** The day, month or year that a date names. */
function periodOf(filter, text, value) {
    const [, year, month, day] = DATE.exec(text.trim()) ?? [];
    const from = new Date(Date.UTC(Number(year), Number(month ?? 1) - 1, Number(day ?? 1)));
    const isDate = Number(year) >= MIN_YEAR &&
        from.getUTCMonth() === Number(month ?? 1) - 1 &&
        from.getUTCDate() === Number(day ?? 1);
    if (!isDate) {
        throw new InputError('query', say `${Words.quotation(`${filter}:${value}`)} is no date.`, say `Use a day, month or year, such as edited:>2026-01-01, edited:2026-01 or edited:2026-01-01..2026-02-15.`);
    }
    const before = new Date(from);
    if (day !== undefined) {
        before.setUTCDate(before.getUTCDate() + 1);
    }
    else if (month !== undefined) {
        before.setUTCMonth(before.getUTCMonth() + 1);
    }
    else {
        before.setUTCFullYear(before.getUTCFullYear() + 1);
    }
    return { from: from.toISOString(), before: before.toISOString() };
}
