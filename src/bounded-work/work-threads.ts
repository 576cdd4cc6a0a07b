import { Worker } from 'node:worker_threads';

/** Threads by default. With two, one large text does not block another; more would starve the event loop. */
const DEFAULT_MAX_THREADS = 2;
/** Maximum queued jobs. */
const MAX_QUEUED_JOBS = 100;
/**
 * Heap limit of a thread in megabytes: the tree of a text of some megabytes, several times. A thread that reaches it
 * usually ends alone; but V8 may abort the whole process if one allocation exceeds what is left (seen with Node 24).
 */
const MAX_HEAP_MB = 256;
/** Milliseconds between two checks of the memory of the process: a decoder fills some 100 MB in that time. */
const MEMORY_CHECK_MS = 50;
/** Remembered jobs whose thread is asked for again. */
const MAX_HOMES = 200;
/** Milliseconds before an idle thread ends. */
const IDLE_TIMEOUT_MS = 30_000;

/** Why a job did not complete. */
type WorkFailure = 'deadline' | 'crowded' | 'memory' | 'thread';

/** A job that was aborted. The process and all other jobs continue. */
export class WorkError extends Error {
  override readonly name = 'WorkError';
  readonly failure: WorkFailure;

  constructor(failure: WorkFailure, options?: ErrorOptions) {
    super(`A job was given up: ${failure}.`, options);
    this.failure = failure;
  }
}

/** Limits of a job. */
interface WorkLimits {
  /** Aborts the job, which rejects with its reason. */
  readonly signal: AbortSignal;
  /** Milliseconds from the start of the work; queueing does not count. */
  readonly deadlineMs: number;
  /**
   * Bytes by which the process may grow meanwhile; unlimited if absent. Buffers and WebAssembly take memory beyond the heap of
   * a thread, which is the only one that the runtime bounds.
   */
  readonly maxGrowthBytes?: number;
  /** Jobs of one home are done by the same thread while that is idle, because it remembers something of the last. */
  readonly home?: number | undefined;
}

/** A thread's answer. Of an error only the name is sent, because its message may quote content. */
export type WorkAnswer =
  { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly error: string };

interface WorkThreadsOptions {
  /** Jobs that run at once; fewer where each takes much of the memory of the process. */
  readonly maxThreads?: number;
  /** Replaces the timers in tests. */
  readonly setTimer?: (run: () => void, milliseconds: number) => () => void;
}

interface Job {
  readonly message: unknown;
  readonly limits: WorkLimits;
  readonly resolve: (value: unknown) => void;
  readonly reject: (reason: unknown) => void;
  /** Marks the job as running. */
  readonly stopWaiting: () => void;
}

/**
 * Runs jobs on threads that start on demand, so that a job that never ends costs only itself, not the process: at its
 * deadline, or when no caller waits for it any more, its thread is terminated and the next job gets a new one.
 */
export class WorkThreads {
  readonly #file: URL;
  readonly #setTimer: NonNullable<WorkThreadsOptions['setTimer']>;
  readonly #maxThreads: number;
  readonly #waiting: Job[] = [];
  readonly #idle = new Map<Worker, () => void>();
  readonly #homes = new Map<number, Worker>();
  #started = 0;

  constructor(
    file: URL,
    { maxThreads = DEFAULT_MAX_THREADS, setTimer = startTimer }: WorkThreadsOptions = {},
  ) {
    this.#file = file;
    this.#maxThreads = maxThreads;
    this.#setTimer = setTimer;
  }

  /** Number of threads, running or idle. */
  get size(): number {
    return this.#started;
  }

  /** Resolves to the thread's result. Message and result are copied, so neither may contain functions. */
  run(message: unknown, limits: WorkLimits): Promise<unknown> {
    return new Promise((resolve, reject) => {
      if (limits.signal.aborted) {
        reject(limits.signal.reason);
        return;
      }
      if (this.#waiting.length >= MAX_QUEUED_JOBS) {
        reject(new WorkError('crowded'));
        return;
      }
      const leave = (): void => {
        this.#waiting.splice(this.#waiting.indexOf(job), 1);
        reject(limits.signal.reason);
      };
      const stopWaiting = (): void => limits.signal.removeEventListener('abort', leave);
      const job: Job = { message, limits, resolve, reject, stopWaiting };
      this.#waiting.push(job);
      limits.signal.addEventListener('abort', leave, { once: true });
      this.#next();
    });
  }

  #next(): void {
    const [job] = this.#waiting;
    if (job === undefined) {
      return;
    }
    const idle = this.#idleFor(job.limits.home);
    if (idle === undefined && this.#started >= this.#maxThreads) {
      return;
    }
    this.#waiting.shift();
    job.stopWaiting();
    this.#work(idle ?? this.#start(), job);
  }

  #idleFor(home: number | undefined): Worker | undefined {
    const known = home === undefined ? undefined : this.#homes.get(home);
    const [idle] = this.#idle.keys();
    return known !== undefined && this.#idle.has(known) ? known : idle;
  }

  #remember(home: number, thread: Worker): void {
    this.#homes.delete(home);
    this.#homes.set(home, thread);
    if (this.#homes.size > MAX_HOMES) {
      const [oldest] = this.#homes.keys();
      this.#homes.delete(oldest ?? home);
    }
  }

  #start(): Worker {
    this.#started += 1;
    const thread = new Worker(this.#file, {
      env: {},
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: MAX_HEAP_MB },
    });
    thread.once('exit', () => {
      this.#started -= 1;
      this.#idle.get(thread)?.();
      this.#idle.delete(thread);
      for (const [home, at] of this.#homes) {
        if (at === thread) {
          this.#homes.delete(home);
        }
      }
      this.#next();
    });
    // Without a listener an error would end the process; the running job listens as well.
    thread.on('error', () => {});
    return thread;
  }

  #work(thread: Worker, { message, limits, resolve, reject }: Job): void {
    const { signal, deadlineMs, maxGrowthBytes, home } = limits;
    if (home !== undefined) {
      this.#remember(home, thread);
    }
    this.#idle.get(thread)?.();
    this.#idle.delete(thread);
    thread.ref();
    const release = (): void => {
      stopTimer();
      stopWatching();
      thread.off('message', done).off('error', broken).off('exit', broken);
      signal.removeEventListener('abort', leave);
    };
    const giveUp = (reason: unknown): void => {
      release();
      reject(reason);
      void thread.terminate();
    };
    const done = (answer: WorkAnswer): void => {
      release();
      if (answer.ok) {
        resolve(answer.value);
      } else {
        reject(new WorkError('thread', { cause: new Error(answer.error) }));
      }
      this.#rest(thread);
      this.#next();
    };
    const broken = (error: unknown): void => giveUp(new WorkError('thread', { cause: error }));
    const leave = (): void => giveUp(signal.reason);
    const stopTimer = this.#setTimer(() => giveUp(new WorkError('deadline')), deadlineMs);
    const stopWatching =
      maxGrowthBytes === undefined
        ? () => {}
        : watchGrowth(maxGrowthBytes, () => giveUp(new WorkError('memory')));
    thread.on('message', done).on('error', broken).on('exit', broken);
    signal.addEventListener('abort', leave, { once: true });
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread of Node is no window.
    thread.postMessage(message);
  }

  #rest(thread: Worker): void {
    thread.unref();
    this.#idle.set(
      thread,
      this.#setTimer(() => {
        this.#idle.delete(thread);
        void thread.terminate();
      }, IDLE_TIMEOUT_MS),
    );
  }
}

function startTimer(run: () => void, milliseconds: number): () => void {
  const timer = setTimeout(run, milliseconds).unref();
  return () => clearTimeout(timer);
}

function watchGrowth(most: number, giveUp: () => void): () => void {
  const before = process.memoryUsage.rss();
  const timer = setInterval(() => {
    if (process.memoryUsage.rss() - before > most) {
      giveUp();
    }
  }, MEMORY_CHECK_MS).unref();
  return () => clearInterval(timer);
}
