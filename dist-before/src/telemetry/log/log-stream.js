import { terminalLine } from './terminal-line.js';
/** Maximum characters buffered for a slow reader; further lines are dropped. */
const MAX_BUFFERED_CHARACTERS = 1_048_576;
/**
 * Standard error as a stream of log lines: JSON for programs, plain lines for a terminal. Lines that come together are
 * written together, because each write to a file or terminal blocks. A client that never reads the server's standard error
 * must neither block it nor fill its memory.
 */
export function logStream(stderr) {
    const shown = stderr.isTTY === true ? terminalLine : (line) => line;
    let together = '';
    const flush = () => {
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
