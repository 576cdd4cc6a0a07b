import type { Writable } from 'node:stream';
import type { LineStream } from './log-lines.js';
import { terminalLine } from './terminal-line.js';

/** Maximum characters buffered for a slow reader; further lines are dropped. */
const MAX_BUFFERED_CHARACTERS = 1_048_576;

/** A stream of lines that can be written out before the process ends. */
interface BufferedLines extends LineStream {
  flush(): void;
}

/**
 * Standard error as a stream of log lines: JSON for programs, plain lines for a terminal. Lines that come together are
 * written together, because each write to a file or terminal blocks. A client that never reads the server's standard error
 * must neither block it nor fill its memory.
 */
export function logStream(
  stderr: Pick<Writable, 'write' | 'writableLength'> & { readonly isTTY?: boolean },
): BufferedLines {
  const shown = stderr.isTTY === true ? terminalLine : (line: string) => line;
  let together = '';
  const flush = (): void => {
    const lines = together;
    together = '';
    if (lines !== '') {
      stderr.write(lines);
    }
  };
  return {
    write: (line) => {
      if (stderr.writableLength + together.length < MAX_BUFFERED_CHARACTERS) {
        if (together === '') {
          queueMicrotask(flush);
        }
        together += shown(line);
      }
    },
    flush,
  };
}
