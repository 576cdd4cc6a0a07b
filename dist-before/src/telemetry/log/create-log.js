import { setImmediate } from 'node:timers/promises';
import { activeTraceIds } from '../running.js';
import { logLevels } from './log.js';
/** Entries that may wait for the end of the turn; beyond this they are written at once. */
const MAX_WAITING_ENTRIES = 1000;
/**
 * A log of JSON lines. Lines are written after pending work, so that no answer waits for them. The writer is loaded
 * with the first line, because stdio clients wait for the server to start.
 */
export function createLog(stream, level, now) {
    let leastImportant = level;
    let labels = {};
    let write;
    let writing;
    const waiting = [];
    const flush = () => {
        if (write !== undefined) {
            waiting.splice(0).forEach(write);
        }
    };
    const writeAll = async () => {
        write ??= (await import('./log-lines.js')).lineWriter(stream);
        await setImmediate();
        writing = undefined;
        flush();
    };
    const at = (entryLevel) => (message, fields = {}) => {
        if (logLevels.indexOf(entryLevel) < logLevels.indexOf(leastImportant)) {
            return;
        }
        const ids = activeTraceIds();
        const entry = {
            level: entryLevel,
            time: now().toISOString(),
            traceId: ids?.traceId,
            spanId: ids?.spanId,
            message,
            fields: { ...labels, ...fields },
        };
        waiting.push(entry);
        if (waiting.length >= MAX_WAITING_ENTRIES) {
            flush();
        }
        writing ??= writeAll();
    };
    return {
        info: at('info'),
        warn: at('warn'),
        error: at('error'),
        useLevel: (chosen) => {
            leastImportant = chosen;
        },
        label: (fields) => {
            labels = fields;
        },
        written: () => writing ?? Promise.resolve(),
        flush,
    };
}
