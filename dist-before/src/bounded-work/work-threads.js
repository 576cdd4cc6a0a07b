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
/** A job that was aborted. The process and all other jobs continue. */
export class WorkError extends Error {
    name = 'WorkError';
    failure;
    constructor(failure, options) {
        super(`A job was given up: ${failure}.`, options);
        this.failure = failure;
    }
}
/**
 * Runs jobs on threads that start on demand, so that a job that never ends costs only itself, not the process: at its
 * deadline, or when no caller waits for it any more, its thread is terminated and the next job gets a new one.
 */
export class WorkThreads {
    #file;
    #setTimer;
    #maxThreads;
    #waiting = [];
    #idle = new Map();
    #homes = new Map();
    #started = 0;
    constructor(file, { maxThreads = DEFAULT_MAX_THREADS, setTimer = startTimer } = {}) {
        this.#file = file;
        this.#maxThreads = maxThreads;
        this.#setTimer = setTimer;
    }
    /** Number of threads, running or idle. */
    get size() {
        return this.#started;
    }
    /** Resolves to the thread's result. Message and result are copied, so neither may contain functions. */
    run(message, limits) {
        return new Promise((resolve, reject) => {
            if (limits.signal.aborted) {
                reject(limits.signal.reason);
                return;
            }
            if (this.#waiting.length >= MAX_QUEUED_JOBS) {
                reject(new WorkError('crowded'));
                return;
            }
            const leave = () => {
                this.#waiting.splice(this.#waiting.indexOf(job), 1);
                reject(limits.signal.reason);
            };
            const stopWaiting = () => limits.signal.removeEventListener('abort', leave);
            const job = { message, limits, resolve, reject, stopWaiting };
            this.#waiting.push(job);
            limits.signal.addEventListener('abort', leave, { once: true });
            this.#next();
        });
    }
    #next() {
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
    #idleFor(home) {
        const known = home === undefined ? undefined : this.#homes.get(home);
        const [idle] = this.#idle.keys();
        return known !== undefined && this.#idle.has(known) ? known : idle;
    }
    #remember(home, thread) {
        this.#homes.delete(home);
        this.#homes.set(home, thread);
        if (this.#homes.size > MAX_HOMES) {
            const [oldest] = this.#homes.keys();
            this.#homes.delete(oldest ?? home);
        }
    }
    #start() {
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
        thread.on('error', () => { });
        return thread;
    }
    #work(thread, { message, limits, resolve, reject }) {
        const { signal, deadlineMs, maxGrowthBytes, home } = limits;
        if (home !== undefined) {
            this.#remember(home, thread);
        }
        this.#idle.get(thread)?.();
        this.#idle.delete(thread);
        thread.ref();
        const release = () => {
            stopTimer();
            stopWatching();
            thread.off('message', done).off('error', broken).off('exit', broken);
            signal.removeEventListener('abort', leave);
        };
        const giveUp = (reason) => {
            release();
            reject(reason);
            void thread.terminate();
        };
        const done = (answer) => {
            release();
            if (answer.ok) {
                resolve(answer.value);
            }
            else {
                reject(new WorkError('thread', { cause: new Error(answer.error) }));
            }
            this.#rest(thread);
            this.#next();
        };
        const broken = (error) => giveUp(new WorkError('thread', { cause: error }));
        const leave = () => giveUp(signal.reason);
        const stopTimer = this.#setTimer(() => giveUp(new WorkError('deadline')), deadlineMs);
        const stopWatching = maxGrowthBytes === undefined
            ? () => { }
            : watchGrowth(maxGrowthBytes, () => giveUp(new WorkError('memory')));
        thread.on('message', done).on('error', broken).on('exit', broken);
        signal.addEventListener('abort', leave, { once: true });
        // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread of Node is no window.
        thread.postMessage(message);
    }
    #rest(thread) {
        thread.unref();
        this.#idle.set(thread, this.#setTimer(() => {
            this.#idle.delete(thread);
            void thread.terminate();
        }, IDLE_TIMEOUT_MS));
    }
}
function startTimer(run, milliseconds) {
    const timer = setTimeout(run, milliseconds).unref();
    return () => clearTimeout(timer);
}
function watchGrowth(most, giveUp) {
    const before = process.memoryUsage.rss();
    const timer = setInterval(() => {
        if (process.memoryUsage.rss() - before > most) {
            giveUp();
        }
    }, MEMORY_CHECK_MS).unref();
    return () => clearInterval(timer);
}
