import { url as inspectorUrl } from 'node:inspector';
import { Worker } from 'node:worker_threads';
import { showOperations } from './running-operations.js';
import { WatchdogMemory } from './watchdog-memory.js';
/** Milliseconds between two beats of the event loop, and between two checks of the watchdog. */
const TICK_MS = 1000;
/** The thread keeps two numbers and a line of text. */
const MAX_HEAP_MB = 16;
/**
 * Ends this process if its event loop blocks, so that its supervisor restarts it: a blocked loop answers no request and
 * handles no signal. The watchdog counts its own ticks instead of the time, because a suspended machine or process has
 * missed no beat. Returns a function that stops it.
 */
export function startWatchdog(options) {
    const { file, seconds, isLogged, isTerminal, tickMs = TICK_MS, isInit = process.pid === 1, onError, } = options;
    const memory = new WatchdogMemory();
    const order = {
        buffer: memory.buffer,
        tickMs,
        maxTicks: seconds,
        isLogged,
        isTerminal,
        isInit,
    };
    const thread = new Worker(file, {
        workerData: order,
        env: {},
        execArgv: [],
        resourceLimits: { maxOldGenerationSizeMb: MAX_HEAP_MB },
    });
    thread.on('error', onError);
    thread.unref();
    const beat = () => memory.beat(inspectorUrl() !== undefined);
    beat();
    const heart = setInterval(beat, tickMs).unref();
    showOperations(memory);
    return () => {
        showOperations(undefined);
        clearInterval(heart);
        void thread.terminate();
    };
}
