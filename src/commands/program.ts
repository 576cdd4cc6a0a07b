import type { Log } from '../telemetry/log.js';

/** The program cannot run as it was started: sysexits has 64, but 2 is what shells and most tools use. */
export const EXIT_USAGE = 2;
/** A command did not reach its end. */
export const EXIT_FAILED = 1;

/** What a command may do with the process it runs in. */
export interface Program {
  readonly version: string;
  readonly log: Log;
  /** Writes to standard output. */
  readonly print: (text: string) => void;
  /** Ends the program with one line on standard error that says what to do. */
  readonly fail: (message: string, exitCode: number) => never;
  /** Ends the program well. */
  readonly exit: () => never;
  /** Short unguessable text. */
  readonly randomText: () => string;
  /** Resolves once somebody asks the program to stop. A second request ends it at once. */
  readonly stopRequested: () => Promise<void>;
}
