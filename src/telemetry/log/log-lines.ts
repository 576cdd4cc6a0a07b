import { pino } from 'pino';
import type { LogEntry } from './create-log.js';
import { redactFields, redactText } from './redact.js';

/** Writes one entry as a line. */
export type WriteEntry = (entry: LogEntry) => void;

/** Takes whole lines. */
export interface LineStream {
  write(line: string): void;
}

/** Writes entries as JSON lines, redacted. */
export function lineWriter(stream: LineStream): WriteEntry {
  const logger = pino(
    {
      level: 'info',
      // Process id and host name are left to the log collector, which knows them better than a container does.
      base: null,
      // The entry carries its own time.
      timestamp: false,
      formatters: { level: (label) => ({ level: label }), log: redactFields },
    },
    stream,
  );
  return ({ level, time, traceId, spanId, message, fields }) =>
    logger[level]({ time, ...fields, trace_id: traceId, span_id: spanId }, redactText(message));
}
