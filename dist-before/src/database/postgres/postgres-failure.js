import { UnavailableError } from '../../errors.js';
import { sqlStateOf, UNIQUE_VIOLATION } from './postgres-dialect.js';
import { say } from '../../text/words.js';
/** SQLSTATE: the connection was ended or refused: shutdown, startup, too many connections, idle timeout. */
const DISCONNECTED = /^(08...|57P0[1-5]|25P03|53300)$/;
/** SQLSTATE: a statement took longer than it may. */
const TIMED_OUT = /^(57014|55P03)$/;
/** SQLSTATE: serialization failure or deadlock. */
const SERIALIZATION_CONFLICT = /^(40001|40P01)$/;
/** Whether the connection is unusable. Errors that are not Postgres's own are network errors. */
export function isDisconnected(error) {
    const state = sqlStateOf(error);
    return state === undefined
        ? !(error instanceof TypeError) && !(error instanceof RangeError)
        : DISCONNECTED.test(state);
}
/** Whether the transaction can be retried. */
export function isConflict(error) {
    return SERIALIZATION_CONFLICT.test(sqlStateOf(error) ?? '');
}
/** Whether Postgres ended a statement that took or waited too long, as the error itself or as its cause. */
export function isTimedOut(error) {
    return TIMED_OUT.test(sqlStateOf(error instanceof UnavailableError ? error.cause : error) ?? '');
}
/** The error for callers whose change was not made because others were in its way all the time. */
export function busy(cause) {
    return new UnavailableError(say `The database of connections is busy. The connections are intact.`, say `Call again in a few seconds.`, { cause });
}
/** Whether another writer inserted the same key, as the error itself or as its cause. */
export function isDuplicate(error) {
    return [error, error instanceof Error ? error.cause : undefined].some((each) => sqlStateOf(each) === UNIQUE_VIOLATION);
}
/** The error for callers. Postgres's own message stays in the cause: it may name rows. */
export function explain(error) {
    if (error instanceof UnavailableError) {
        return error;
    }
    if (isDisconnected(error) || isTimedOut(error)) {
        return new UnavailableError(say `The database of connections does not answer. The connections are intact.`, say `Call again in a few seconds.`, { cause: error });
    }
    return error;
}
/** The code of a Postgres or network error; undefined for other errors. */
export function failureCode(error) {
    const origin = error instanceof UnavailableError ? error.cause : error;
    const state = sqlStateOf(origin);
    if (state !== undefined) {
        return state;
    }
    // Socket errors are not instances of this realm's Error in tests.
    const code = typeof origin === 'object' && origin !== null && 'code' in origin ? origin.code : undefined;
    return typeof code === 'string' ? code : error instanceof UnavailableError ? 'no answer' : undefined;
}
