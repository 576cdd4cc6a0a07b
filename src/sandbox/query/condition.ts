import { bodyError } from '../errors.js';
import type { Value } from '../model/property.js';

/** Whether one cell fits. */
export type ValueTest = (value: Value) => boolean;

/** The implicit context of conditions: the current time and the caller. */
export interface ConditionContext {
  readonly now: Date;
  readonly me: string;
}

/** One operator with its value. */
export interface Operation {
  readonly operator: string;
  readonly operand: unknown;
  readonly path: string;
}

/** The operator does not belong to the type key. */
export function unknownOperator(operation: Operation): never {
  throw bodyError(operation.path, 'not present', operation.operand);
}
