// The watchdog's thread: a separate entry of the bundle, started by watchdog.ts.
import { writeSync } from 'node:fs';
import { Session } from 'node:inspector';
import { workerData } from 'node:worker_threads';
import { terminalLine } from '../telemetry/log/terminal-line.js';
import { WatchdogMemory } from './watchdog-memory.js';
import type { WatchdogData } from './watchdog.js';

/** sysexits(3): an error in the program itself. */
const EXIT_SOFTWARE = 70;
const STDERR_FD = 2;

/** Innermost functions of the blocked loop that are named. */
const MAX_FRAMES = 12;

/** For so long the blocked thread may take to say where it is. */
const MAX_LOOK_MS = 2000;

const order = workerData as WatchdogData; // Written by `startWatchdog` alone.
const memory = new WatchdogMemory(order.buffer);
let seen = memory.beats;
let missed = 0;

const watch = setInterval(() => {
  const { beats } = memory;
  // Before the first beat the program is still starting; a debugger may pause it for any time.
  missed = beats !== seen || beats === 0 || memory.isInspected ? 0 : missed + 1;
  seen = beats;
  if (missed === order.maxTicks) {
    clearInterval(watch);
    endBlocked();
  }
}, order.tickMs);

/**
 * Interrupts the blocked thread, as a debugger does, for the names of the functions that it is in: names from our own
 * code, no values. Then ends the process, whatever comes of that. A thread that is in native code does not answer.
 */
function endBlocked(): void {
  const session = new Session();
  const isNative = setTimeout(() => finish('in native code'), MAX_LOOK_MS);
  session.once('Debugger.paused', ({ params: { callFrames } }) =>
    finish(
      callFrames
        .slice(0, MAX_FRAMES)
        .map(({ functionName, location }) => `${functionName || '(anonymous)'}:${location.lineNumber + 1}`),
    ),
  );
  try {
    session.connectToMainThread();
    session.post('Debugger.enable');
    session.post('Debugger.pause');
  } catch {
    finish('not known');
  }

  function finish(stack: readonly string[] | string): void {
    clearTimeout(isNative);
    session.removeAllListeners();
    say(stack);
    end(session);
  }
}

function say(stack: readonly string[] | string): void {
  if (!order.isLogged) {
    return;
  }
  const line = `${JSON.stringify({
    level: 'error',
    time: new Date().toISOString(),
    operation: memory.names,
    ticks: order.maxTicks,
    stack,
    msg: 'the event loop is blocked; ending the process',
  })}\n`;
  try {
    // Not through the process's stream, which belongs to the blocked thread.
    writeSync(STDERR_FD, order.isTerminal ? terminalLine(line) : line);
  } catch {
    // The pipe is closed or full. Ending the process is more important.
  }
}

/**
 * The kernel does not let process 1 of a container kill itself. There the interrupted thread is made to end the process;
 * then a kill is tried all the same, for what cannot be interrupted.
 */
function end(session: Session): void {
  if (!order.isInit) {
    process.kill(process.pid, 'SIGKILL');
    return;
  }
  setTimeout(() => process.kill(process.pid, 'SIGKILL'), MAX_LOOK_MS);
  session.post('Runtime.evaluate', { expression: `process.reallyExit(${EXIT_SOFTWARE})` });
}
