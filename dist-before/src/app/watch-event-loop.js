import { describeError } from '../telemetry/log/log.js';
/**
 * Starts the watchdog thread of this process. Loaded on start-up completion, so that stdio clients do not wait for it.
 * Unbundled sources have no such thread.
 */
export async function watchEventLoop({ watchdogSeconds, logLevel }, { log }) {
    if (watchdogSeconds === 0) {
        return;
    }
    const [{ startWatchdog }, { threadFile }] = await Promise.all([
        import('../bounded-work/watchdog.js'),
        import('../bounded-work/thread-file.js'),
    ]);
    const file = threadFile('watchdog-thread');
    if (file === undefined) {
        log.warn('the event loop is not watched: this package has no watchdog');
        return;
    }
    startWatchdog({
        file,
        seconds: watchdogSeconds,
        isLogged: logLevel !== 'silent',
        isTerminal: process.stderr.isTTY,
        onError: (error) => log.warn('the event loop is no longer watched', describeError(error)),
    });
}
