import { Writable } from 'node:stream';

/** A standard stream of the process, as far as it is used here. */
type StandardStream = Pick<Writable, 'write' | 'on'>;

/**
 * Keeps standard output for the protocol: returns the only stream that still writes to it and sends everything that
 * others write there, such as a dependency's stray message, to standard error.
 */
export function reserveStdout(stdout: StandardStream, stderr: StandardStream): Writable {
  const write = stdout.write.bind(stdout);
  const reserved = new Writable({
    decodeStrings: false,
    write: (chunk: string | Uint8Array, _encoding, done) => {
      write(chunk, (error) => done(error));
    },
  });
  // Without a listener an EPIPE, the client's sudden end, would crash the process.
  stdout.on('error', (error) => reserved.destroy(error));
  stdout.write = stderr.write.bind(stderr);
  return reserved;
}
