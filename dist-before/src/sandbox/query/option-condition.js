import { bodyError, validationError } from '../errors.js';
import { optionsOf } from './options.js';
function operandNames(operation) {
    const { operand, path } = operation;
    const names = Array.isArray(operand) ? operand : [operand];
    if (names.length === 0 || !names.every((name) => typeof name === 'string')) {
        throw bodyError(path, 'a string or an array of strings', operand);
    }
    return names;
}
function checkOptions(names, definition) {
    const options = optionsOf(definition).map((option) => option.name);
    const missing = names.find((name) => !options.includes(name));
    if (missing !== undefined) {
        const available = options.map((name) => `"${name}"`).join(', ');
        throw validationError(`${definition.type} option "${missing}" not found for property "${definition.name}". Available options: ${available}`);
    }
}
function chosen(value) {
    switch (value.type) {
        case 'select':
        case 'status':
            return value.option === null ? [] : [value.option];
        case 'multi_select':
            return value.options;
        default:
            return [];
    }
}
/** Conditions on options; several names mean any of them. */
export function optionCondition(key, operation, definition) {
    const [positive, negative] = key === 'multi_select' ? ['contains', 'does_not_contain'] : ['equals', 'does_not_equal'];
    if (operation.operator !== positive && operation.operator !== negative) {
        throw bodyError(operation.path, 'not present', operation.operand);
    }
    const names = operandNames(operation);
    if (definition !== undefined) {
        checkOptions(names, definition);
    }
    const fits = (value) => chosen(value).some((name) => names.includes(name));
    return operation.operator === positive ? fits : (value) => !fits(value);
}
