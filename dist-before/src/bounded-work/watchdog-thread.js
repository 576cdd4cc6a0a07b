// The watchdog's thread: a separate entry of the bundle, started by watchdog.ts.
import { writeSync } from 'node:fs';
import { Session } from 'node:inspector';
import { workerData } from 'node:worker_threads';
import { terminalLine } from '../telemetry/log/terminal-line.js';
import { WatchdogMemory } from './watchdog-memory.js';
/** sysexits(3): an error in the program itself. */
const EXIT_SOFTWARE = 70;
const STDERR_FD = 2;
const order = workerData; // Written by `startWatchdog` alone.
const memory = new WatchdogMemory(order.buffer);
let seen = memory.beats;
let missed = 0;
setInterval(() => {
    const { beats } = memory;
    // Before the first beat the program is still starting; a debugger may pause it for any time.
    missed = beats !== seen || beats === 0 || memory.isInspected ? 0 : missed + 1;
    seen = beats;
    if (missed === order.maxTicks) {
        say();
        end();
    }
    else if (missed > order.maxTicks + 1) {
        process.kill(process.pid, 'SIGKILL');
    }
}, order.tickMs);
function say() {
    if (!order.isLogged) {
        return;
    }
    const line = `${JSON.stringify({
        level: 'error',
        time: new Date().toISOString(),
        operation: memory.names,
        ticks: order.maxTicks,
        msg: 'the event loop is blocked; ending the process',
    })}\n`;
    try {
        // Not through the process's stream, which belongs to the blocked thread.
        writeSync(STDERR_FD, order.isTerminal ? terminalLine(line) : line);
    }
    catch {
        // The pipe is closed or full. Ending the process is more important.
    }
}
/**
 * The kernel does not let process 1 of a container kill itself. There the blocked thread is interrupted, as by a
 * debugger, and made to end the process; the next tick kills what cannot be interrupted, if possible.
 */
function end() {
    if (!order.isInit) {
        process.kill(process.pid, 'SIGKILL');
        return;
    }
    const session = new Session();
    session.connectToMainThread();
    session.post('Runtime.evaluate', { expression: `process.reallyExit(${EXIT_SOFTWARE})` });
}
