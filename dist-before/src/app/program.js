/** Exit code for a usage or configuration error: sysexits has 64, but 2 is what shells and most tools use. */
export const EXIT_USAGE = 2;
/** Exit code for a failed command. */
export const EXIT_FAILED = 1;
/** Milliseconds after the deadline of the last running call to write and send its answer. */
export const DRAIN_MARGIN_MS = 2000;
