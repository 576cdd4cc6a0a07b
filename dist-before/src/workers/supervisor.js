import { RestartDelays } from './restart-delays.js';
/** Milliseconds for a worker to tell its health: longer than its own checks may take. */
const MAX_ANSWER_MS = 2500;
/** Exit code of a worker whose settings are wrong: a restart would not help. */
const EXIT_USAGE = 2;
const EXIT_FAILED = 1;
const systemTiming = {
    now: () => performance.now(),
    after: (milliseconds, run) => {
        const timer = setTimeout(run, milliseconds);
        return () => clearTimeout(timer);
    },
};
/** Keeps a number of workers running: starts, restarts, asks and stops them. */
export class Supervisor {
    #options;
    #timing;
    #running = new Set();
    #pendingRestarts = new Set();
    #isStopping = false;
    #questions = 0;
    #onChange = () => { };
    constructor(options) {
        this.#options = options;
        this.#timing = options.timing ?? systemTiming;
    }
    get isStopping() {
        return this.#isStopping;
    }
    /**
     * Starts the first worker alone, so that what prevents serving is said once, then the others. Resolves when all have
     * started to serve; never if they do not, or the supervisor gave up.
     */
    async start() {
        for (let started = 1; started <= this.#options.count; started += 1) {
            this.#fork(new RestartDelays(), started === 1);
            if (started === 1) {
                await this.#until(() => this.#serving >= 1);
            }
        }
        await this.#until(() => this.#serving === this.#options.count);
    }
    /** Asks every worker; those that do not answer in time are among the answers, those that have ended are not. */
    async ask(about) {
        const answers = [...this.#running].map(async (worker) => [worker.process.id, await this.#askOne(worker, about)]);
        return new Map(await Promise.all(answers));
    }
    /** Whether as many workers serve as there should be. */
    get areAllServing() {
        return this.#serving === this.#options.count;
    }
    /** Lets all finish their running calls. Those that take longer are ended. */
    async stop(milliseconds) {
        this.#isStopping = true;
        this.#pendingRestarts.forEach((cancel) => cancel());
        this.#pendingRestarts.clear();
        this.#running.forEach(({ process }) => process.send({ kind: 'stop' }));
        const cancel = this.#timing.after(milliseconds, () => {
            this.#options.log.warn('ended workers that did not stop in time', { workers: this.#running.size });
            this.#running.forEach(({ process }) => process.kill());
        });
        await this.#until(() => this.#running.size === 0);
        cancel();
    }
    get #serving() {
        return [...this.#running].filter(({ isServing }) => isServing).length;
    }
    #fork(delays, isFirst) {
        const started = this.#timing.now();
        const worker = { process: this.#options.fork(), isServing: false, questions: new Map() };
        this.#running.add(worker);
        worker.process.onMessage((message) => {
            if (message.kind === 'serving') {
                worker.isServing = true;
                this.#changed();
            }
            else {
                worker.questions.get(message.question)?.(message.answer);
            }
        });
        worker.process.onExit((code) => {
            this.#running.delete(worker);
            worker.questions.forEach((settle) => settle(undefined));
            this.#changed();
            if (!this.#isStopping) {
                this.#afterEnd(worker, code, delays, { livedMs: this.#timing.now() - started, isFirst });
            }
        });
    }
    #afterEnd({ process: { id }, isServing }, code, delays, { livedMs, isFirst }) {
        const { log } = this.#options;
        if (code === EXIT_USAGE || (isFirst && !isServing)) {
            // It has said why.
            this.#giveUp(typeof code === 'number' && code > 0 ? code : EXIT_FAILED);
            return;
        }
        const delay = delays.next(livedMs);
        if (delay === undefined) {
            log.error('a worker ended again and again', { ended: id, code });
            this.#giveUp(EXIT_FAILED);
            return;
        }
        log.error('a worker ended; another one replaces it', { ended: id, code, after_ms: delay });
        const cancel = this.#timing.after(delay, () => {
            this.#pendingRestarts.delete(cancel);
            this.#fork(delays, false);
        });
        this.#pendingRestarts.add(cancel);
    }
    #giveUp(exitCode) {
        this.#isStopping = true;
        this.#options.onGiveUp(exitCode);
    }
    #askOne(worker, about) {
        if (!worker.isServing) {
            return Promise.resolve(undefined);
        }
        this.#questions += 1;
        const question = this.#questions;
        return new Promise((resolve) => {
            const settle = (answer) => {
                cancel();
                worker.questions.delete(question);
                resolve(answer);
            };
            const cancel = this.#timing.after(MAX_ANSWER_MS, () => settle(undefined));
            worker.questions.set(question, settle);
            worker.process.send({ kind: 'health', question, about });
        });
    }
    #changed() {
        const message = { kind: 'peers', areAllServing: this.areAllServing };
        this.#running.forEach(({ process, isServing }) => isServing && process.send(message));
        this.#onChange();
    }
    /** Waits for one condition at a time: the start, then the stop. */
    #until(holds) {
        return new Promise((resolve) => {
            this.#onChange = () => {
                if (holds()) {
                    this.#onChange = () => { };
                    resolve();
                }
            };
            this.#onChange();
        });
    }
}
