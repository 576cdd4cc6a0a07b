import { bodyError } from '../errors.js';
/** The operator does not belong to the type key. */
export function unknownOperator(operation) {
    throw bodyError(operation.path, 'not present', operation.operand);
}
