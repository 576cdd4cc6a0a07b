/** Levels from most to least verbose. */
export const logLevels = ['info', 'warn', 'error', 'silent'];
/** Discards everything. */
export const silentLog = { info: () => { }, warn: () => { }, error: () => { } };
/**
 * The loggable part of an unexpected error: its name, where it happened, and the same of its cause. The message is
 * omitted because it may quote content.
 */
export function describeError(error) {
    if (!(error instanceof Error)) {
        return { error: typeof error };
    }
    const names = [error.name];
    for (let { cause } = error; cause instanceof Error && names.length < 5; { cause } = cause) {
        names.push(cause.name);
    }
    return { error: names.join(' < '), stack: framesOf(error).join('; ') };
}
/**
 * V8 puts the message before the frames. It is cut off by its length rather than by pattern, because it may contain a
 * line that looks like a frame; if it is not found, nothing is logged.
 */
function framesOf({ stack = '', message }) {
    const begin = stack.indexOf(message);
    return begin === -1
        ? []
        : stack
            .slice(begin + message.length)
            .split('\n')
            .filter((line) => /^\s+at /.test(line))
            .map((line) => line.trim());
}
