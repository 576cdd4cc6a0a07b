import { Writable } from 'node:stream';
/**
 * Reserves standard output for the protocol: returns the only stream that still writes to it and redirects all other
 * output, such as a dependency's stray message, to standard error.
 */
export function reserveStdout(stdout, stderr) {
    const write = stdout.write.bind(stdout);
    const reserved = new Writable({
        decodeStrings: false,
        write: (chunk, _encoding, done) => {
            write(chunk, (error) => done(error));
        },
    });
    // Without a listener an EPIPE, when the client dies, would crash the process.
    stdout.on('error', (error) => reserved.destroy(error));
    stdout.write = stderr.write.bind(stderr);
    return reserved;
}
