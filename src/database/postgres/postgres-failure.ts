import { UnavailableError } from '../../errors.js';
import { sqlStateOf, UNIQUE_VIOLATION } from './postgres-dialect.js';
import { say } from '../../text/words.js';

/** SQLSTATE: the connection is at its end, or there is none now: shutdown, start, too many, idle for too long. */
const DISCONNECTED = /^(08...|57P0[1-5]|25P03|53300)$/;
/** SQLSTATE: a statement took longer than it may. */
const TIMED_OUT = /^(57014|55P03)$/;
/** SQLSTATE: two transactions were not as if one had run after the other, or waited for each other. */
const SERIALIZATION_CONFLICT = /^(40001|40P01)$/;

/** Whether the connection can be used no more. What is not Postgres's own answer comes from the way to it. */
export function isDisconnected(error: unknown): boolean {
  const state = sqlStateOf(error);
  return state === undefined
    ? !(error instanceof TypeError) && !(error instanceof RangeError)
    : DISCONNECTED.test(state);
}

/** Whether a transaction that failed so can be begun again. */
export function isConflict(error: unknown): boolean {
  return SERIALIZATION_CONFLICT.test(sqlStateOf(error) ?? '');
}

/** Whether another writer inserted the same key, as the error itself or as its cause. */
export function isDuplicate(error: unknown): boolean {
  return [error, error instanceof Error ? error.cause : undefined].some(
    (each) => sqlStateOf(each) === UNIQUE_VIOLATION,
  );
}

/** The error for callers. Postgres's own message stays in the cause: it may name rows. */
export function explain(error: unknown): unknown {
  if (error instanceof UnavailableError) {
    return error;
  }
  if (isDisconnected(error) || TIMED_OUT.test(sqlStateOf(error) ?? '')) {
    return new UnavailableError(
      say`The database of connections does not answer. The connections are intact.`,
      say`Call again in a few seconds.`,
      { cause: error },
    );
  }
  return error;
}

/** What Postgres, or the way to it, calls the failure; undefined if it is of another kind. */
export function failureCode(error: unknown): string | undefined {
  const origin = error instanceof UnavailableError ? error.cause : error;
  const state = sqlStateOf(origin);
  if (state !== undefined) {
    return state;
  }
  // Socket failures are not of this realm's Error where tests run.
  const code = typeof origin === 'object' && origin !== null && 'code' in origin ? origin.code : undefined;
  return typeof code === 'string' ? code : error instanceof UnavailableError ? 'no answer' : undefined;
}
