import { serveStdio, StdioServerTransport } from '@modelcontextprotocol/server/stdio';
import { describeError } from '../../telemetry/log/log.js';
/**
 * Serves the client in the protocol version it starts with. Resolves when it is gone and its running calls are aborted.
 */
export async function serveOverStdio(options) {
    const { createServer, input, output, log, stopped } = options;
    const transport = new StdioServerTransport(input, output);
    const server = serveStdio(createServer, {
        transport,
        // Only the kind is logged: the message quotes what the client sent.
        onerror: (error) => log.warn('ignored an invalid message', { error: error.name }),
    });
    const closeServer = transport.onclose;
    const left = new Promise((resolve) => {
        // oxlint-disable-next-line unicorn/prefer-add-event-listener -- a transport is no EventTarget; this is its only hook.
        transport.onclose = () => {
            closeServer?.();
            resolve();
        };
    });
    await Promise.race([left, stopped]);
    await server.close().catch((error) => log.warn('could not close', describeError(error)));
}
