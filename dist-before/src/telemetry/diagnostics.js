/** Milliseconds until the same message is logged again: an unreachable collector fails every export. */
const REPEAT_INTERVAL_MS = 5 * 60_000;
const MAX_MESSAGE_CHARACTERS = 300;
/** Maximum distinct messages remembered. */
const MAX_REMEMBERED_MESSAGES = 100;
/** Sends the SDK's diagnostics to the log. Its console output would corrupt the protocol on stdio. */
export function diagnosticsTo(log, now) {
    const loggedAt = new Map();
    const logAs = (level) => (...texts) => {
        const reason = diagnosticMessage(texts);
        if ((loggedAt.get(reason) ?? -Infinity) + REPEAT_INTERVAL_MS > now()) {
            return;
        }
        if (loggedAt.size >= MAX_REMEMBERED_MESSAGES) {
            loggedAt.clear();
        }
        loggedAt.set(reason, now());
        log[level]('telemetry', { reason });
    };
    return {
        // Failures of telemetry are no errors of the server.
        error: logAs('warn'),
        warn: logAs('warn'),
        info: logAs('info'),
        debug: logAs('info'),
        verbose: logAs('info'),
    };
}
function diagnosticMessage(texts) {
    const words = texts.map((text) => (typeof text === 'string' ? messageIn(text) : nameOf(text)));
    return words.join(' ').slice(0, MAX_MESSAGE_CHARACTERS);
}
/** The SDK reports errors as JSON with their stack. */
function messageIn(text) {
    try {
        const error = JSON.parse(text);
        return typeof error === 'object' && error !== null ? nameOf(error) : text;
    }
    catch {
        return text;
    }
}
function nameOf(error) {
    if (typeof error !== 'object' || error === null) {
        return typeof error;
    }
    const parts = ['name', 'code', 'message'].map((key) => Reflect.get(error, key));
    return parts.filter((part) => typeof part === 'string' && part !== '').join(' ');
}
