import type { Readable, Writable } from 'node:stream';
import type { McpServerFactory } from '@modelcontextprotocol/server';
import { serveStdio, StdioServerTransport } from '@modelcontextprotocol/server/stdio';
import { describeError, type Log } from '../../telemetry/log/log.js';

/** One client connected by two streams. */
interface StdioOptions {
  readonly createServer: McpServerFactory;
  readonly input: Readable;
  /** Must have no other writers; see `reserveStdout`. */
  readonly output: Writable;
  readonly log: Log;
  /** Resolves when the program was asked to stop and running calls are answered. */
  readonly stopped: Promise<void>;
}

/**
 * Serves the client in the protocol version it starts with. Resolves when it is gone and its running calls are aborted.
 */
export async function serveOverStdio(options: StdioOptions): Promise<void> {
  const { createServer, input, output, log, stopped } = options;
  const transport = new StdioServerTransport(input, output);
  const server = serveStdio(createServer, {
    transport,
    // Only the kind is logged: the message quotes what the client sent.
    onerror: (error) => log.warn('ignored an invalid message', { error: error.name }),
  });
  const closeServer = transport.onclose;
  const left = new Promise<void>((resolve) => {
    // oxlint-disable-next-line unicorn/prefer-add-event-listener -- a transport is no EventTarget; this is its only hook.
    transport.onclose = () => {
      closeServer?.();
      resolve();
    };
  });
  await Promise.race([left, stopped]);
  await server.close().catch((error: unknown) => log.warn('could not close', describeError(error)));
}
