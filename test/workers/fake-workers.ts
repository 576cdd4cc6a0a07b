import { silentLog } from '../../src/telemetry/log/log.js';
import { Supervisor, type WorkerProcess } from '../../src/workers/supervisor.js';
import type { FromWorker, ToWorker } from '../../src/workers/worker-messages.js';

/** A worker that does what the test says. */
export class FakeWorker implements WorkerProcess {
  readonly id: number;
  readonly received: ToWorker[] = [];
  #onMessage: (message: FromWorker) => void = () => {};
  #onExit: (code: number | string) => void = () => {};
  #hasEnded = false;

  constructor(id: number) {
    this.id = id;
  }

  send(message: ToWorker): void {
    this.received.push(message);
  }

  onMessage(listener: (message: FromWorker) => void): void {
    this.#onMessage = listener;
  }

  onExit(listener: (code: number | string) => void): void {
    this.#onExit = listener;
  }

  kill(): void {
    this.end('SIGKILL');
  }

  tell(message: FromWorker): void {
    this.#onMessage(message);
  }

  /** Answers the last question. */
  answer(status: 200 | 503, body: object): void {
    const question = this.received.findLast((message) => message.kind === 'health')?.question ?? 0;
    this.tell({ kind: 'health', question, answer: { status, body } });
  }

  end(code: number | string): void {
    if (!this.#hasEnded) {
      this.#hasEnded = true;
      this.#onExit(code);
    }
  }
}

/** A supervisor of fake workers on a fake clock. */
export class Stage {
  readonly workers: FakeWorker[] = [];
  readonly exitCodes: number[] = [];
  readonly supervisor: Supervisor;
  #now = 0;
  readonly #timers = new Set<{ readonly at: number; readonly run: () => void }>();

  constructor(count: number) {
    this.supervisor = new Supervisor({
      count,
      fork: () => {
        const worker = new FakeWorker(this.workers.length + 1);
        this.workers.push(worker);
        return worker;
      },
      log: silentLog,
      onGiveUp: (code) => this.exitCodes.push(code),
      timing: {
        now: () => this.#now,
        after: (milliseconds, run) => {
          const timer = { at: this.#now + milliseconds, run };
          this.#timers.add(timer);
          return () => void this.#timers.delete(timer);
        },
      },
    });
  }

  get timers(): number {
    return this.#timers.size;
  }

  worker(id: number): FakeWorker {
    const worker = this.workers[id - 1];
    if (worker === undefined) {
      throw new Error(`Worker ${id} was not started.`);
    }
    return worker;
  }

  pass(milliseconds: number): void {
    this.#now += milliseconds;
    for (const timer of [...this.#timers].filter(({ at }) => at <= this.#now)) {
      this.#timers.delete(timer);
      timer.run();
    }
  }

  /** Starts all, and lets each serve. */
  async serve(): Promise<void> {
    const started = this.supervisor.start();
    this.worker(1).tell({ kind: 'serving' });
    // The others are started in a later turn.
    await new Promise(setImmediate);
    this.workers.slice(1).forEach((worker) => worker.tell({ kind: 'serving' }));
    await started;
  }
}
