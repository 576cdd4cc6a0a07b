import { bodyError, validationError } from '../errors.js';
import { dateCondition } from './date-condition.js';
import { isObject } from './json.js';
import { optionCondition } from './option-condition.js';
import { isEmptyValue } from './scalars.js';
import { checkCondition, idCondition, numberCondition, textCondition, verificationCondition, } from './scalar-conditions.js';
/** The type keys that Notion accepts for a property of another type; all others must be equal. */
const acceptedKeys = {
    title: ['title', 'rich_text'],
    created_time: ['created_time', 'date'],
    last_edited_time: ['last_edited_time', 'date'],
    created_by: ['created_by', 'people'],
    last_edited_by: ['last_edited_by', 'people'],
};
function single(body, path) {
    if (!isObject(body)) {
        throw bodyError(path, 'an object', body);
    }
    const [entry, second] = Object.entries(body);
    if (entry === undefined || second !== undefined) {
        throw bodyError(path, 'an object with exactly one condition', body);
    }
    return { operator: entry[0], operand: entry[1], path: `${path}.${entry[0]}` };
}
function emptiness(operation) {
    if (operation.operator !== 'is_empty' && operation.operator !== 'is_not_empty') {
        return undefined;
    }
    if (operation.operand !== true) {
        throw bodyError(operation.path, '`true`', operation.operand);
    }
    return operation.operator === 'is_empty' ? isEmptyValue : (value) => !isEmptyValue(value);
}
function rolledUp(value) {
    return value.type === 'rollup' && value.result.kind === 'array' ? value.result.values : [];
}
function rollupCondition(body, path, context) {
    const { operator, operand, path: inside } = single(body, path);
    if (operator === 'number' || operator === 'date') {
        return compileCondition(operator, operand, inside, context);
    }
    const inner = single(operand, inside);
    const test = compileCondition(inner.operator, inner.operand, inner.path, context);
    switch (operator) {
        case 'any':
            return (value) => rolledUp(value).some(test);
        case 'every':
            return (value) => rolledUp(value).every(test);
        case 'none':
            return (value) => !rolledUp(value).some(test);
        default:
            throw bodyError(inside, 'not present', operand);
    }
}
function formulaCondition(body, path, context) {
    const { operator, operand, path: inside } = single(body, path);
    if (!['string', 'number', 'checkbox', 'date'].includes(operator)) {
        throw bodyError(inside, 'not present', operand);
    }
    return compileCondition(operator === 'string' ? 'rich_text' : operator, operand, inside, context);
}
/** The test of one condition. `definition` is checked against the type key where a column is meant. */
export function compileCondition(key, body, path, context, definition) {
    if (definition !== undefined && !(acceptedKeys[definition.type] ?? [definition.type]).includes(key)) {
        throw validationError(`The property type in the database does not match the property type of the filter provided: database property ${definition.type} does not match filter ${key}`);
    }
    if (key === 'formula') {
        return formulaCondition(body, path, context);
    }
    if (key === 'rollup') {
        return rollupCondition(body, path, context);
    }
    const operation = single(body, path);
    const emptinessTest = emptiness(operation);
    if (emptinessTest !== undefined && key !== 'checkbox' && key !== 'verification') {
        return emptinessTest;
    }
    switch (key) {
        case 'title':
        case 'rich_text':
        case 'url':
        case 'email':
        case 'phone_number':
            return textCondition(operation);
        case 'number':
        case 'unique_id':
            return numberCondition(operation);
        case 'checkbox':
            return checkCondition(operation);
        case 'select':
        case 'status':
        case 'multi_select':
            return optionCondition(key, operation, definition);
        case 'date':
        case 'created_time':
        case 'last_edited_time':
            return dateCondition(operation, context.now);
        case 'people':
        case 'created_by':
        case 'last_edited_by':
            return idCondition(operation, context, true);
        case 'relation':
            return idCondition(operation, context, false);
        case 'verification':
            return verificationCondition(operation);
        default:
            throw bodyError(path, 'not present', body);
    }
}
