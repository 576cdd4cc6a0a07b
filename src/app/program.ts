import type { Log, LogFields } from '../telemetry/log/log.js';
import type { Telemetry } from '../telemetry/start.js';

/** Exit code for a usage or configuration error: sysexits has 64, but 2 is what shells and most tools use. */
export const EXIT_USAGE = 2;
/** Exit code for a failed command. */
export const EXIT_FAILED = 1;

/** Milliseconds after the deadline of the last running call to write and send its answer. */
export const DRAIN_MARGIN_MS = 2000;

/** The process, as commands may use it. */
export interface Program {
  readonly version: string;
  readonly log: Log;
  /** Adds these fields to every log line from now on. */
  readonly labelLog: (fields: LogFields) => void;
  /** Writes to standard output. */
  readonly print: (text: string) => void;
  /** Exits with one line on standard error that says how to fix the problem. */
  readonly fail: (message: string, exitCode: number) => never;
  /** Exits successfully, once the log is flushed. */
  readonly exit: () => void;
  /** Short unguessable text. */
  readonly randomText: () => string;
  /** Starts telemetry if the environment enables it. Standard output must be reserved by then. */
  readonly startTelemetry: () => Promise<Telemetry>;
  /** Resolves on the first SIGTERM or SIGINT. A second one ends the program at once. */
  readonly stopRequested: () => Promise<void>;
}
