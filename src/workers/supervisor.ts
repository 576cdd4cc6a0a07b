import type { Health, HealthAnswer } from '../mcp/http/health.js';
import type { Log } from '../telemetry/log/log.js';
import { RestartDelays } from './restart-delays.js';
import type { FromWorker, ToWorker } from './worker-messages.js';

/** Milliseconds for a worker to tell its health: longer than its own checks may take. */
const MAX_ANSWER_MS = 2500;
/** Exit code of a worker whose settings are wrong: a restart would not help. */
const EXIT_USAGE = 2;
const EXIT_FAILED = 1;

/** A process that serves. */
export interface WorkerProcess {
  readonly id: number;
  send(message: ToWorker): void;
  onMessage(listener: (message: FromWorker) => void): void;
  /** `code`: its exit code, or the name of the signal that ended it. */
  onExit(listener: (code: number | string) => void): void;
  /** Ends it at once. */
  kill(): void;
}

/** Options for the supervisor. */
export interface SupervisorOptions {
  readonly count: number;
  readonly fork: () => WorkerProcess;
  readonly log: Log;
  /** Called once if the workers cannot be kept running; with the exit code for the program. */
  readonly onGiveUp: (exitCode: number) => void;
  /** Replaced in tests. */
  readonly timing?: Timing;
}

/** Milliseconds of a monotonic clock, and timers on it. */
interface Timing {
  now(): number;
  /** The returned function cancels it. */
  after(milliseconds: number, run: () => void): () => void;
}

const systemTiming: Timing = {
  now: () => performance.now(),
  after: (milliseconds, run) => {
    const timer = setTimeout(run, milliseconds);
    return () => clearTimeout(timer);
  },
};

/** One running worker. */
interface Running {
  readonly process: WorkerProcess;
  isServing: boolean;
  readonly questions: Map<number, (answer: HealthAnswer | undefined) => void>;
}

/** What a worker says of itself, by its id. Undefined if it did not answer. */
export type WorkerAnswers = ReadonlyMap<number, HealthAnswer | undefined>;

/** Keeps a number of workers running: starts, restarts, asks and stops them. */
export class Supervisor {
  readonly #options: SupervisorOptions;
  readonly #timing: Timing;
  readonly #running = new Set<Running>();
  readonly #pendingRestarts = new Set<() => void>();
  #isStopping = false;
  #questions = 0;
  #onChange: () => void = () => {};

  constructor(options: SupervisorOptions) {
    this.#options = options;
    this.#timing = options.timing ?? systemTiming;
  }

  get isStopping(): boolean {
    return this.#isStopping;
  }

  /**
   * Starts the first worker alone, so that what prevents serving is said once, then the others. Resolves when all have
   * started to serve; never if they do not, or the supervisor gave up.
   */
  async start(): Promise<void> {
    for (let started = 1; started <= this.#options.count; started += 1) {
      this.#fork(new RestartDelays(), started === 1);
      if (started === 1) {
        await this.#until(() => this.#serving >= 1);
      }
    }
    await this.#until(() => this.#serving === this.#options.count);
  }

  /** Asks every worker; those that do not answer in time are among the answers, those that have ended are not. */
  async ask(about: keyof Health): Promise<WorkerAnswers> {
    const answers = [...this.#running].map(
      async (worker) => [worker.process.id, await this.#askOne(worker, about)] as const,
    );
    return new Map(await Promise.all(answers));
  }

  /** Whether as many workers serve as there should be. */
  get areAllServing(): boolean {
    return this.#serving === this.#options.count;
  }

  /** Lets all finish their running calls. Those that take longer are ended. */
  async stop(milliseconds: number): Promise<void> {
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

  get #serving(): number {
    return [...this.#running].filter(({ isServing }) => isServing).length;
  }

  #fork(delays: RestartDelays, isFirst: boolean): void {
    const started = this.#timing.now();
    const worker: Running = { process: this.#options.fork(), isServing: false, questions: new Map() };
    this.#running.add(worker);
    worker.process.onMessage((message) => {
      if (message.kind === 'serving') {
        worker.isServing = true;
        this.#changed();
      } else {
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

  #afterEnd(
    { process: { id }, isServing }: Running,
    code: number | string,
    delays: RestartDelays,
    { livedMs, isFirst }: { readonly livedMs: number; readonly isFirst: boolean },
  ): void {
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

  #giveUp(exitCode: number): void {
    this.#isStopping = true;
    this.#options.onGiveUp(exitCode);
  }

  #askOne(worker: Running, about: keyof Health): Promise<HealthAnswer | undefined> {
    if (!worker.isServing) {
      return Promise.resolve(undefined);
    }
    this.#questions += 1;
    const question = this.#questions;
    return new Promise((resolve) => {
      const settle = (answer: HealthAnswer | undefined): void => {
        cancel();
        worker.questions.delete(question);
        resolve(answer);
      };
      const cancel = this.#timing.after(MAX_ANSWER_MS, () => settle(undefined));
      worker.questions.set(question, settle);
      worker.process.send({ kind: 'health', question, about });
    });
  }

  #changed(): void {
    const message: ToWorker = { kind: 'peers', areAllServing: this.areAllServing };
    this.#running.forEach(({ process, isServing }) => isServing && process.send(message));
    this.#onChange();
  }

  /** Waits for one condition at a time: the start, then the stop. */
  #until(holds: () => boolean): Promise<void> {
    return new Promise((resolve) => {
      this.#onChange = () => {
        if (holds()) {
          this.#onChange = () => {};
          resolve();
        }
      };
      this.#onChange();
    });
  }
}
