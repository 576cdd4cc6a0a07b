import { PassThrough } from 'node:stream';
import { describe, expect, it } from '@jest/globals';
import { reserveStdout } from '../../../src/mcp/stdio/reserve-stdout.js';

function streams() {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  stdout.setEncoding('utf8');
  stderr.setEncoding('utf8');
  return { stdout, stderr, reserved: reserveStdout(stdout, stderr) };
}

describe('reserved standard output', () => {
  it('carries what the protocol writes, in order', async () => {
    const { stdout, reserved } = streams();
    reserved.write('one\n');
    reserved.write('two\n');
    await new Promise((resolve) => reserved.end(resolve));
    expect(stdout.read()).toBe('one\ntwo\n');
  });

  it('sends what anybody else writes to standard error', () => {
    const { stdout, stderr } = streams();
    stdout.write('a stray message\n');
    expect(stderr.read()).toBe('a stray message\n');
    expect(stdout.read()).toBeNull();
  });

  it('ends with an error, and not with the process, when nobody reads any more', async () => {
    const { stdout, reserved } = streams();
    const failed = new Promise((resolve) => reserved.once('error', resolve));
    const broken = new Error('write EPIPE');
    stdout.destroy(broken);
    expect(await failed).toBe(broken);
  });
});
