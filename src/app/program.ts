import type { Log } from '../telemetry/log/log.js';
import type { Telemetry } from '../telemetry/start.js';

/** The program cannot run as it was started: sysexits has 64, but 2 is what shells and most tools use. */
export const EXIT_USAGE = 2;
/** A command did not reach its end. */
export const EXIT_FAILED = 1;

/** Milliseconds after the deadline of the last running call, for its answer to be written and sent. */
export const DRAIN_MARGIN_MS = 2000;

/** What a command may do with the process it runs in. */
export interface Program {
  readonly version: string;
  readonly log: Log;
  /** Writes to standard output. */
  readonly print: (text: string) => void;
  /** Ends the program with one line on standard error that says what to do. */
  readonly fail: (message: string, exitCode: number) => never;
  /** Ends the program well, as soon as its log is written. */
  readonly exit: () => void;
  /** Short unguessable text. */
  readonly randomText: () => string;
  /** Starts telemetry if the environment asks for it. Standard output must be in safe hands by then. */
  readonly startTelemetry: () => Promise<Telemetry>;
  /** Resolves on the first SIGTERM or SIGINT. A second one ends the program at once. */
  readonly stopRequested: () => Promise<void>;
}
