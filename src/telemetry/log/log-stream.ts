import type { Writable } from 'node:stream';
import type { LineStream } from './log-lines.js';
import { terminalLine } from './terminal-line.js';

/** Maximum characters buffered for a slow reader; further lines are dropped. */
const MAX_BUFFERED_CHARACTERS = 1_048_576;

/**
 * Standard error as a stream of log lines: JSON for programs, plain lines for a terminal. A client that never reads the
 * server's standard error must neither block it nor fill its memory.
 */
export function logStream(
  stderr: Pick<Writable, 'write' | 'writableLength'> & { readonly isTTY?: boolean },
): LineStream {
  const shown = stderr.isTTY === true ? terminalLine : (line: string) => line;
  return {
    write: (line) => {
      if (stderr.writableLength < MAX_BUFFERED_CHARACTERS) {
        stderr.write(shown(line));
      }
    },
  };
}
