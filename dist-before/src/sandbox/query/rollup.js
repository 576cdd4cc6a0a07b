import { dateOf, isEmptyValue, numberOf, sortText } from './scalars.js';
function number(value) {
    return { kind: 'number', value };
}
function percent(part, whole) {
    return number(whole === 0 ? null : part / whole);
}
function median(numbers) {
    const sorted = numbers.toSorted((a, b) => a - b);
    const middle = Math.floor(sorted.length / 2);
    const upper = sorted[middle];
    if (upper === undefined) {
        return null;
    }
    return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2;
}
function overNumbers(name, values) {
    const numbers = values.map(numberOf).filter((value) => value !== null);
    const sum = numbers.reduce((total, value) => total + value, 0);
    if (name === 'sum') {
        return number(sum);
    }
    if (numbers.length === 0) {
        return number(null);
    }
    switch (name) {
        case 'average':
            return number(sum / numbers.length);
        case 'median':
            return number(median(numbers));
        case 'min':
            return number(Math.min(...numbers));
        case 'max':
            return number(Math.max(...numbers));
        default:
            return number(Math.max(...numbers) - Math.min(...numbers));
    }
}
function overDates(name, values) {
    const dates = values
        .map(dateOf)
        .filter((date) => date !== null)
        .toSorted((a, b) => a.start.localeCompare(b.start));
    const first = dates[0];
    const last = dates.at(-1);
    if (first === undefined || last === undefined) {
        return { kind: 'date', value: null };
    }
    if (name === 'date_range') {
        return { kind: 'date', value: { start: first.start, end: last.end ?? last.start } };
    }
    return { kind: 'date', value: { start: (name === 'earliest_date' ? first : last).start } };
}
function overChecks(name, values) {
    const checked = values.filter((value) => value.type === 'checkbox' && value.checked).length;
    const counted = name.endsWith('unchecked') ? values.length - checked : checked;
    return name.startsWith('percent') ? percent(counted, values.length) : number(counted);
}
/** One of Notion's rollup functions over the values of the related rows. */
export function rollUp(name, values) {
    const filled = values.filter((value) => !isEmptyValue(value));
    switch (name) {
        case 'show_original':
            return { kind: 'array', values };
        case 'show_unique':
            return {
                kind: 'array',
                values: [...new Map(values.map((value) => [sortText(value), value])).values()],
            };
        case 'count':
            return number(values.length);
        case 'count_values':
        case 'not_empty':
            return number(filled.length);
        case 'empty':
            return number(values.length - filled.length);
        case 'unique':
            return number(new Set(filled.map(sortText)).size);
        case 'percent_empty':
            return percent(values.length - filled.length, values.length);
        case 'percent_not_empty':
            return percent(filled.length, values.length);
        case 'sum':
        case 'average':
        case 'median':
        case 'min':
        case 'max':
        case 'range':
            return overNumbers(name, values);
        case 'earliest_date':
        case 'latest_date':
        case 'date_range':
            return overDates(name, values);
        case 'checked':
        case 'unchecked':
        case 'percent_checked':
        case 'percent_unchecked':
            return overChecks(name, values);
        default:
            return { kind: 'unsupported' };
    }
}
