import { formatNumber } from '../../content/properties/number-format.js';
import { field, textField } from '../../text/json.js';
/** Significant digits of an average. */
const AVERAGE_DIGITS = 6;
/** Doubles carry hardly more; cutting here hides their noise, as in 0.1 + 0.2. */
const EXACT_DIGITS = 15;
/** The number in a row's value: of a number column, a formula or a rollup. */
export function numberIn(value) {
    const type = textField(value, 'type') ?? '';
    const content = field(value, type);
    switch (type) {
        case 'formula':
        case 'rollup':
            return numberIn(content);
        case 'number':
            return typeof content === 'number' && Number.isFinite(content) ? content : 'empty';
        case 'unsupported':
        case 'incomplete':
            return 'not computed';
        default:
            return content === undefined || content === null || content === '' ? 'empty' : 'no number';
    }
}
/** Adds one row's number. */
export function addNumber(figures, number) {
    return figures === undefined
        ? { values: 1, sum: number, min: number, max: number }
        : {
            values: figures.values + 1,
            sum: figures.sum + number,
            min: Math.min(figures.min, number),
            max: Math.max(figures.max, number),
        };
}
/** The figure as a reader wants it, in the format of its column; '' where no row had a number. */
export function figureText(figures, wanted, format) {
    const figure = figures === undefined ? emptyFigure(wanted) : figureOf(figures, wanted);
    return figure === undefined ? '' : formatNumber(figure, format);
}
function emptyFigure(wanted) {
    return wanted === 'sum' ? 0 : undefined;
}
function figureOf(figures, wanted) {
    const { values, sum, min, max } = figures;
    switch (wanted) {
        case 'average': {
            const average = sum / values;
            const whole = Math.trunc(Math.abs(average)).toString().length;
            return rounded(average, Math.min(EXACT_DIGITS, Math.max(AVERAGE_DIGITS, whole + 2)));
        }
        case 'sum':
            return rounded(sum, EXACT_DIGITS);
        case 'min':
            return rounded(min, EXACT_DIGITS);
        default:
            return rounded(max, EXACT_DIGITS);
    }
}
function rounded(number, digits) {
    return Number(number.toPrecision(digits));
}
