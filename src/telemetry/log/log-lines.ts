import { pino } from 'pino';
import type { LogEntry } from './create-log.js';
import { redactFields, redactText } from './redact.js';

/** Writes one entry as a line. */
export type WriteEntry = (entry: LogEntry) => void;

/** Takes whole lines. */
export interface LineStream {
  write(line: string): void;
}

/** Writes entries as JSON lines without anything secret in them. */
export function lineWriter(stream: LineStream): WriteEntry {
  const logger = pino(
    {
      level: 'info',
      // Process id and host name are for the collector of the logs to add: it knows them better than a container does.
      base: null,
      // The entry brings the time of its event.
      timestamp: false,
      formatters: { level: (label) => ({ level: label }), log: redactFields },
    },
    stream,
  );
  return ({ level, time, traceId, spanId, message, fields }) =>
    logger[level]({ time, ...fields, trace_id: traceId, span_id: spanId }, redactText(message));
}
