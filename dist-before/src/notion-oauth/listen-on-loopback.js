/**
 * Ports that are tried in turn. RFC 8252 §7.3 allows any port, but Notion compares complete redirect URIs:
 * `http://127.0.0.1:<port>/integrations/notion/oauth/callback` has to be registered for each of them. Below the range
 * of ephemeral ports.
 */
export const LOOPBACK_PORTS = [26_847, 27_847, 28_847];
/** Why nothing was connected, in one line for the terminal. */
export class LoopbackConnectError extends Error {
    name = 'LoopbackConnectError';
}
/** Rejects on timeout or if the person aborts. */
export async function giveUp({ clock, signal }, milliseconds, ended) {
    await clock.sleep(milliseconds, signal === undefined ? ended : AbortSignal.any([ended, signal]));
    throw new LoopbackConnectError(signal?.aborted === true
        ? 'Connecting was cancelled.'
        : 'Timed out waiting for Notion. Run connect again.');
}
/** The port that the server listens on; rejects with a {@link LoopbackConnectError}. */
export async function listenOnFirstFree(server, ports) {
    for (const port of ports) {
        if (await listen(server, port)) {
            const address = server.address();
            return typeof address === 'object' && address !== null ? address.port : port;
        }
    }
    throw new LoopbackConnectError(`Port ${ports.join(', ')} of 127.0.0.1 is in use. Close what listens there, or register and set another port.`);
}
/** False if the port is in use. */
function listen(server, port) {
    return new Promise((resolve, reject) => {
        const fail = (error) => {
            if (error.code === 'EADDRINUSE' || error.code === 'EACCES') {
                resolve(false);
            }
            else {
                reject(error);
            }
        };
        server.once('error', fail);
        server.listen(port, '127.0.0.1', () => {
            server.off('error', fail);
            resolve(true);
        });
    });
}
