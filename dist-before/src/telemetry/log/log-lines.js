import { pino } from 'pino';
import { redactFields, redactText } from './redact.js';
/** Writes entries as JSON lines, redacted. */
export function lineWriter(stream) {
    const logger = pino({
        level: 'info',
        // Process id and host name are left to the log collector, which knows them better than a container does.
        base: null,
        // The entry carries its own time.
        timestamp: false,
        formatters: { level: (label) => ({ level: label }), log: redactFields },
    }, stream);
    return ({ level, time, traceId, spanId, message, fields }) => logger[level]({ time, ...fields, trace_id: traceId, span_id: spanId }, redactText(message));
}
