/** Things are as they should be. */
export function ok(check, message) {
    return { check, status: 'ok', message };
}
/** It works, but perhaps not as expected. */
export function warn(check, message, advice) {
    return { check, status: 'warn', message, advice };
}
/** It does not work. */
export function fail(check, message, advice) {
    return { check, status: 'fail', message, advice };
}
