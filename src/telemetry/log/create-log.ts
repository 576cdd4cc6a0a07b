import { setImmediate } from 'node:timers/promises';
import { activeTraceIds } from '../running.js';
import { logLevels, type Log, type LogFields, type LogLevel } from './log.js';
import type { LineStream, WriteEntry } from './log-lines.js';

/** One event, with everything captured when it happened. */
export interface LogEntry {
  readonly level: keyof Log;
  /** ISO 8601, UTC. */
  readonly time: string;
  readonly traceId: string | undefined;
  readonly spanId: string | undefined;
  readonly message: string;
  readonly fields: LogFields;
}

/** A log that can be flushed before the process exits. */
interface ProgramLog extends Log {
  /** Sets the minimum level. */
  useLevel(level: LogLevel): void;
  /** Adds these fields to every line from now on. */
  label(fields: LogFields): void;
  /** Resolves when everything logged so far is written. */
  written(): Promise<void>;
  /** Writes what waits, at once: for the end of a process that cannot wait. */
  flush(): void;
}

/** Entries that may wait for the end of the turn; beyond this they are written at once. */
const MAX_WAITING_ENTRIES = 1000;

/**
 * A log of JSON lines. Lines are written after pending work, so that no answer waits for them. The writer is loaded
 * with the first line, because stdio clients wait for the server to start.
 */
export function createLog(stream: LineStream, level: LogLevel, now: () => Date): ProgramLog {
  let leastImportant = level;
  let labels: LogFields = {};
  let write: WriteEntry | undefined;
  let writing: Promise<void> | undefined;
  const waiting: LogEntry[] = [];

  const flush = (): void => {
    if (write !== undefined) {
      waiting.splice(0).forEach(write);
    }
  };
  const writeAll = async (): Promise<void> => {
    write ??= (await import('./log-lines.js')).lineWriter(stream);
    await setImmediate();
    writing = undefined;
    flush();
  };
  const at =
    (entryLevel: keyof Log) =>
    (message: string, fields: LogFields = {}): void => {
      if (logLevels.indexOf(entryLevel) < logLevels.indexOf(leastImportant)) {
        return;
      }
      const ids = activeTraceIds();
      const entry: LogEntry = {
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
