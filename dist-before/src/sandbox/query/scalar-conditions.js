import { bodyError } from '../errors.js';
import { parseId } from '../ids.js';
import { unknownOperator } from './condition.js';
import { checkOf, idsOf, numberOf, textOf } from './scalars.js';
function lowerText(value) {
    return (textOf(value) ?? '').toLowerCase();
}
/** Conditions on text; upper and lower case are the same. */
export function textCondition(operation) {
    const { operator, operand, path } = operation;
    if (typeof operand !== 'string') {
        throw bodyError(path, 'a string', operand);
    }
    const wanted = operand.toLowerCase();
    switch (operator) {
        case 'equals':
            return (value) => lowerText(value) === wanted;
        case 'does_not_equal':
            return (value) => lowerText(value) !== wanted;
        case 'contains':
            return (value) => lowerText(value).includes(wanted);
        case 'does_not_contain':
            return (value) => !lowerText(value).includes(wanted);
        case 'starts_with':
            return (value) => lowerText(value).startsWith(wanted);
        case 'ends_with':
            return (value) => lowerText(value).endsWith(wanted);
        default:
            return unknownOperator(operation);
    }
}
function compared(test) {
    return (value) => {
        const number = numberOf(value);
        return number !== null && test(number);
    };
}
/** Conditions on numbers; an empty cell meets none but the negative one. */
export function numberCondition(operation) {
    const { operator, operand, path } = operation;
    if (typeof operand !== 'number') {
        throw bodyError(path, 'a number', operand);
    }
    switch (operator) {
        case 'equals':
            return compared((number) => number === operand);
        case 'does_not_equal':
            return (value) => numberOf(value) !== operand;
        case 'greater_than':
            return compared((number) => number > operand);
        case 'less_than':
            return compared((number) => number < operand);
        case 'greater_than_or_equal_to':
            return compared((number) => number >= operand);
        case 'less_than_or_equal_to':
            return compared((number) => number <= operand);
        default:
            return unknownOperator(operation);
    }
}
/** Conditions on checkboxes. */
export function checkCondition(operation) {
    const { operator, operand, path } = operation;
    if (typeof operand !== 'boolean') {
        throw bodyError(path, 'a boolean', operand);
    }
    switch (operator) {
        case 'equals':
            return (value) => checkOf(value) === operand;
        case 'does_not_equal':
            return (value) => checkOf(value) !== operand;
        default:
            return unknownOperator(operation);
    }
}
/** Conditions on people and related pages; only people know `me`. */
export function idCondition(operation, context, takesMe) {
    const { operator, operand, path } = operation;
    const id = takesMe && operand === 'me' ? context.me : parseId(typeof operand === 'string' ? operand : '');
    if (id === undefined) {
        throw bodyError(path, 'a valid uuid', operand);
    }
    switch (operator) {
        case 'contains':
            return (value) => idsOf(value).includes(id);
        case 'does_not_contain':
            return (value) => !idsOf(value).includes(id);
        default:
            return unknownOperator(operation);
    }
}
/** Unverified pages are filtered as `none`. */
function verificationState(value) {
    return value.type === 'verification' && value.state !== 'unverified' ? value.state : 'none';
}
/** Conditions on the state of a verified page. */
export function verificationCondition(operation) {
    switch (operation.operator) {
        case 'status':
        case 'equals':
            return (value) => verificationState(value) === operation.operand;
        case 'does_not_equal':
            return (value) => verificationState(value) !== operation.operand;
        default:
            return unknownOperator(operation);
    }
}
