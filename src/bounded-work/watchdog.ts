import { url as inspectorUrl } from 'node:inspector';
import { Worker } from 'node:worker_threads';
import { showOperations } from './running-operations.js';
import { WatchdogMemory } from './watchdog-memory.js';

/** Milliseconds between two beats of the event loop, and between two looks of the watchdog. */
const TICK_MS = 1000;
/** The thread keeps two numbers and a line of text. */
const MAX_HEAP_MB = 16;

/** Input of the watchdog's thread. */
export interface WatchdogData {
  readonly buffer: SharedArrayBuffer;
  readonly tickMs: number;
  /** Looks without a new beat after which the process is ended. */
  readonly maxTicks: number;
  /** Whether a line is written before. */
  readonly isLogged: boolean;
  /** The line is for a person at a terminal. */
  readonly isTerminal: boolean;
  /** Process 1 of a container, which the kernel protects from signals of its own. */
  readonly isInit: boolean;
}

/** How the watchdog is set up. */
interface WatchdogOptions {
  /** The bundled program of its thread. */
  readonly file: URL;
  /** Seconds for which the event loop may stand still. */
  readonly seconds: number;
  readonly isLogged: boolean;
  readonly isTerminal: boolean;
  /** Milliseconds; a second if absent. */
  readonly tickMs?: number;
  readonly isInit?: boolean;
  /** Called if the thread itself fails; the process continues without it. */
  readonly onError: (error: unknown) => void;
}

/**
 * Ends this process where its event loop stands still, so that whatever started it starts it again: a loop that stands
 * still answers nobody, and hears no signal. The watchdog counts its own ticks and not the time, because a machine that
 * slept, or a process that was stopped, has missed no beat. Returns what ends the watch.
 */
export function startWatchdog(options: WatchdogOptions): () => void {
  const {
    file,
    seconds,
    isLogged,
    isTerminal,
    tickMs = TICK_MS,
    isInit = process.pid === 1,
    onError,
  } = options;
  const memory = new WatchdogMemory();
  const order: WatchdogData = {
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
  const beat = (): void => memory.beat(inspectorUrl() !== undefined);
  beat();
  const heart = setInterval(beat, tickMs).unref();
  showOperations(memory);
  return () => {
    showOperations(undefined);
    clearInterval(heart);
    void thread.terminate();
  };
}
