import { readDate } from '../dates/date-value.js';
import { matchOperator, normaliseOperator } from '../conditions/find-operator.js';
import { readNumber } from '../conditions/number-value.js';
import { operatorsOf } from '../conditions/operators.js';
import { readPeriod } from '../dates/periods.js';
import { plainValues } from '../conditions/plain-value.js';
import { rangeEnds } from '../conditions/range-value.js';
/** `any:number:greater_than`, also with dots as in other languages → the prefixes `any` and `number`, and the operator. */
export function splitOperator(written) {
    const parts = written.split(/[:.]/).map((part) => part.trim());
    return { prefixes: parts.slice(0, -1).map((part) => part.toLowerCase()), operator: parts.at(-1) ?? '' };
}
/**
 * Chooses the type that a condition compares when the schema does not say: by the operator first, then by the look of the
 * value, then the first candidate. Undefined when no candidate has the operator.
 */
export function inferType(candidates, operator, value) {
    const fitting = candidates.filter((type) => matchOperator(operator, operatorsOf(type) ?? NO_OPERATORS) !== undefined);
    const looks = typeByLook(value);
    const native = fitting.filter((type) => operatorsOf(type)?.has(normaliseOperator(operator)) === true);
    // `>` is an operator of numbers, which compares dates only when the value is one.
    const isOfOthers = native.length === 0 || (looks !== undefined && fitting.includes(looks) && !native.includes(looks));
    const eligible = isOfOthers ? fitting : native;
    const [first] = eligible;
    if (first === undefined) {
        return undefined;
    }
    const type = looks !== undefined && eligible.includes(looks) ? looks : first;
    return { type, certain: eligible.length === 1 || (isOfOthers && type === looks) };
}
const NO_OPERATORS = new Map();
/** All operators that any of the types has; for the message when none fits. */
export function operatorsOfAny(types) {
    return new Map(types.flatMap((type) => [...(operatorsOf(type) ?? [])]));
}
function typeByLook(given) {
    const [value] = plainValues('date', given);
    const [end] = rangeEnds(value) ?? [value];
    if (typeof end === 'boolean' || end === 'true' || end === 'false') {
        return 'checkbox';
    }
    if (readNumber(end, undefined) !== undefined) {
        return 'number';
    }
    const isDate = typeof end === 'string' && (readDate(end) !== undefined || readPeriod(end) !== undefined);
    return isDate ? 'date' : undefined;
}
