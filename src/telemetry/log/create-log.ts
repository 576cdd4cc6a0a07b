import { setImmediate } from 'node:timers/promises';
import { activeTraceIds } from '../running.js';
import { logLevels, type Log, type LogFields, type LogLevel } from './log.js';
import type { LineStream, WriteEntry } from './log-lines.js';

/** One event, with all that only its own instant knows. */
export interface LogEntry {
  readonly level: keyof Log;
  /** ISO 8601, UTC. */
  readonly time: string;
  readonly traceId: string | undefined;
  readonly spanId: string | undefined;
  readonly message: string;
  readonly fields: LogFields;
}

/** A log that a program can wait for before it ends. */
interface ProgramLog extends Log {
  /** From now on leaves out what is less important. */
  useLevel(level: LogLevel): void;
  /** Resolves when everything said so far is written. */
  written(): Promise<void>;
}

/**
 * A log of JSON lines. Lines are written when what is under way has had its turn, so that no answer waits for them. What
 * writes them is loaded with the first one, because a client that starts the server over stdio waits for that.
 */
export function createLog(stream: LineStream, level: LogLevel, now: () => Date): ProgramLog {
  let leastImportant = level;
  let write: WriteEntry | undefined;
  let writing: Promise<void> | undefined;
  const waiting: LogEntry[] = [];

  const writeAll = async (): Promise<void> => {
    write ??= (await import('./log-lines.js')).lineWriter(stream);
    await setImmediate();
    writing = undefined;
    waiting.splice(0).forEach(write);
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
        fields,
      };
      waiting.push(entry);
      writing ??= writeAll();
    };
  return {
    info: at('info'),
    warn: at('warn'),
    error: at('error'),
    useLevel: (chosen) => {
      leastImportant = chosen;
    },
    written: () => writing ?? Promise.resolve(),
  };
}
