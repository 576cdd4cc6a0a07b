// Passes connections to a port of this machine's loopback on to another address: Notion is reached over plain http on
// loopback only, and a server in a network namespace has a loopback of its own. Parameters: port, host, port.
import { connect, createServer } from 'node:net';

const [port, host = '', targetPort] = process.argv.slice(2);
createServer((near) => {
  const far = connect({ host, port: Number(targetPort) });
  for (const [one, other] of [
    [near, far],
    [far, near],
  ] as const) {
    one.on('error', () => other.destroy());
    one.pipe(other);
  }
}).listen(Number(port), '127.0.0.1', () => process.stdout.write('listening\n'));
