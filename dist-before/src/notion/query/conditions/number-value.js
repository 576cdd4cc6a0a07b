import { say } from '../../../text/words.js';
/** Longer texts are no numbers. */
const MAX_NUMBER_CHARACTERS = 60;
const PLAIN = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?$/i;
/** Digits with what stands between them. */
const GROUPED = /^[+-]?\d[\d.,' ]*$/;
/** A sign or word of a currency, before or after the digits: `€`, `CA$`, `kr`, `CHF`. */
const CURRENCY_BEFORE = /^([+-]?)((?:\p{L}{1,3}\.?)?\p{Sc}|\p{L}{2,3})\.? ?(?=[+\-\d.])/u;
const CURRENCY_AFTER = /(?<=[\d.]) ?((?:\p{L}{1,3}\.?)?\p{Sc}|\p{L}{2,3})\.?$/u;
/** Signs without a character of their own; other letters beside a number may mean anything. */
const CURRENCY_WORDS = new Set(('AED ARS AUD BRL CAD CHF CLP CNY COP CZK DKK EUR FR FT GBP HKD HUF IDR ILS INR JPY KČ KR KRW LEI MXN MYR NOK NT ' +
    'NZD PEN PHP PLN RM RON RP RUB SAR SEK SGD THB TL TRY TWD USD UYU ZAR ZŁ').split(' '));
const DOLLARS_AND_PESOS = [
    'dollar',
    'australian_dollar',
    'canadian_dollar',
    'hong_kong_dollar',
    'new_taiwan_dollar',
    'new_zealand_dollar',
    'singapore_dollar',
    'argentine_peso',
    'chilean_peso',
    'colombian_peso',
    'mexican_peso',
    'uruguayan_peso',
];
/** Signs that stand for few currencies, with Notion's names of these formats. */
const CURRENCY_FORMATS = new Map([
    ['€', ['euro']],
    ['EUR', ['euro']],
    ['£', ['pound']],
    ['GBP', ['pound']],
    ['¥', ['yen', 'yuan']],
    ['JPY', ['yen']],
    ['CNY', ['yuan']],
    ['₹', ['rupee']],
    ['INR', ['rupee']],
    ['₽', ['ruble']],
    ['₩', ['won']],
    ['$', DOLLARS_AND_PESOS],
    ['USD', ['dollar']],
    ['US$', ['dollar']],
    ['CHF', ['franc']],
]);
const PERCENT = /(?:%|percent)$/i;
/** Formats that say nothing of what is counted. */
const PLAIN_FORMATS = new Set(['number', 'number_with_commas', '']);
/** A finite number, also as a plain string; undefined for anything else. */
export function asNumber(value) {
    const number = typeof value === 'string' && PLAIN.test(value.trim()) ? Number(value) : value;
    return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
}
/**
 * A number as people and answers write it: `1,200.50`, `1.200,50`, `€ 3`, `25%`. A percentage is a hundredth, which is
 * how Notion stores it in a column of that format; `format` is the column's, undefined where it is not known. What may be
 * meant in two ways comes with advice. Undefined for what is no number at all.
 */
export function readNumber(value, format) {
    const plain = asNumber(value);
    if (plain !== undefined || typeof value !== 'string' || value.length > MAX_NUMBER_CHARACTERS) {
        return plain === undefined ? undefined : { number: plain };
    }
    const text = value
        .replaceAll(/\s+/g, ' ')
        .replaceAll(/[−‒–]/g, '-')
        .replaceAll('’', "'")
        .trim()
        .replace(/^["'](.+)["']$/, '$1');
    const percent = PERCENT.exec(text);
    if (percent !== null) {
        return readPercentage(text.slice(0, percent.index).trim(), format);
    }
    const before = CURRENCY_BEFORE.exec(text);
    const after = CURRENCY_AFTER.exec(text);
    const sign = before?.[2] ?? after?.[1];
    if (sign === undefined) {
        return readGrouped(text);
    }
    const isCurrency = /\p{Sc}$/u.test(sign) || CURRENCY_WORDS.has(sign.toUpperCase());
    if (!isCurrency || (before !== null && after !== null)) {
        return undefined;
    }
    const digits = before === null ? text.replace(CURRENCY_AFTER, '') : `${before[1] ?? ''}${text.slice(before[0].length)}`;
    const reading = readGrouped(digits.trim());
    // Amounts have two decimals, so a point before three digits may part thousands, as where the sign comes last.
    if (after !== null &&
        reading !== undefined &&
        'number' in reading &&
        /^[+-]?[1-9]\d{0,2}\.\d{3}$/.test(digits.trim())) {
        return { advice: say `Pass ${Number(digits.replace('.', ''))} or ${reading.number}, whichever is meant.` };
    }
    const isOther = format !== undefined &&
        !PLAIN_FORMATS.has(format) &&
        (format === 'percent' || CURRENCY_FORMATS.get(sign.toUpperCase())?.includes(format) === false);
    return reading !== undefined && isOther
        ? { advice: say `The column is not in that currency; pass the number alone.` }
        : reading;
}
function readPercentage(digits, format) {
    const reading = readGrouped(digits);
    if (reading === undefined || !('number' in reading)) {
        return reading;
    }
    // Dividing would add the noise of binary fractions.
    const hundredth = Number(`${reading.number}e-2`);
    const number = Number.isNaN(hundredth) ? reading.number / 100 : hundredth;
    return format === undefined || format === 'percent'
        ? { number }
        : {
            advice: say `The column does not hold percentages; pass ${reading.number} or ${number}, whichever is meant.`,
        };
}
/** `1,200.50`, `1.200,50`, `1 200`, `12,34,567`, `0,5`. With one kind of mark, `1,200` is as answers print it. */
function readGrouped(text) {
    const plain = asNumber(text);
    if (plain !== undefined) {
        return { number: plain };
    }
    if (!GROUPED.test(text)) {
        return undefined;
    }
    const marks = [...new Set(text.match(/[.,]/g) ?? [])];
    const [mark, other] = marks;
    const decimal = other ?? (mark !== undefined && isDecimal(mark, text) ? mark : undefined);
    const [whole = '', fraction, ...rest] = decimal === undefined ? [text] : text.split(decimal);
    if (!isWholeNumber(whole) || rest.length > 0 || (fraction !== undefined && !/^\d+$/.test(fraction))) {
        return undefined;
    }
    const number = Number(`${whole.replaceAll(/[.,' ]/g, '')}.${fraction ?? '0'}`);
    return Number.isFinite(number) ? { number } : undefined;
}
/** Whether the only mark of a number parts the whole from the fraction: `0,5`, `1,25`, but not `1,200`. */
function isDecimal(mark, text) {
    const [whole = '', fraction = '', ...rest] = text.split(mark);
    return rest.length === 0 && (fraction.length !== 3 || /^[+-]?0$/.test(whole) || mark === '.');
}
/** Digits without marks, in groups of three, or as in India: three after groups of two. */
function isWholeNumber(text) {
    const digits = text.replace(/^[+-]/, '');
    const [mark, ...otherMarks] = new Set(digits.match(/[.,' ]/g));
    const [first = '', ...groups] = mark === undefined ? [digits] : digits.split(mark);
    const last = groups.at(-1);
    if (otherMarks.length > 0 || first === '') {
        return false;
    }
    const isThrees = first.length <= 3 && groups.every(({ length }) => length === 3);
    const isTwos = first.length <= 2 && last?.length === 3 && groups.slice(0, -1).every(({ length }) => length === 2);
    return last === undefined || isThrees || (mark === ',' && isTwos);
}
