import { fork, type ChildProcess } from 'node:child_process';
import type { QueryAnswer, QueryJob, QueryResult } from './query-messages.js';

/** Milliseconds for one query. */
const DEADLINE_MS = 10_000;
/** Milliseconds after which the process ends itself, if nobody else does. */
const GUARD_MARGIN_MS = 2000;
/** Heap of the process in megabytes; what SQLite takes is bounded by itself. */
const MAX_HEAP_MB = 128;

/** A query without a result. The message is for whoever wrote it. */
export class QueryFailure extends Error {
  override readonly name = 'QueryFailure';
}

interface QueryFileOptions {
  /** The program of the process, and what Node needs to run it. */
  readonly program: URL;
  readonly execArgv?: readonly string[];
  readonly deadlineMs?: number;
}

/**
 * A SQLite file, read by a process of its own that starts with the first job and is killed with one that does not end. Does one
 * job at a time: see `QueryPool`.
 */
export class QueryFile {
  readonly #path: string;
  readonly #options: Required<QueryFileOptions>;
  #process: ChildProcess | undefined;

  constructor(path: string, { program, execArgv = [], deadlineMs = DEADLINE_MS }: QueryFileOptions) {
    this.#path = path;
    this.#options = { program, execArgv, deadlineMs };
  }

  /** Rejects with a `QueryFailure`, or with the signal's reason: nobody waits for that query any more. */
  async run(job: QueryJob, signal: AbortSignal): Promise<QueryResult> {
    signal.throwIfAborted();
    const child = (this.#process ??= this.#start());
    const answer = await this.#ask(child, job, signal);
    if (!answer.ok) {
      throw new QueryFailure(answer.message);
    }
    return answer.result;
  }

  close(): void {
    this.#process?.kill('SIGKILL');
    this.#process = undefined;
  }

  #ask(child: ChildProcess, job: QueryJob, signal: AbortSignal): Promise<QueryAnswer> {
    return new Promise((resolve, reject) => {
      const end = (finish: () => void): void => {
        clearTimeout(timer);
        child.off('message', answered).off('exit', ended).off('error', ended);
        signal.removeEventListener('abort', left);
        finish();
      };
      const kill = (reason: unknown): void =>
        end(() => {
          child.kill('SIGKILL');
          this.#process = this.#process === child ? undefined : this.#process;
          reject(reason);
        });
      const giveUp = (message: string): void => kill(new QueryFailure(message));
      // A query cannot be called back otherwise.
      const left = (): void => kill(signal.reason);
      const { deadlineMs } = this.#options;
      const answered = (answer: unknown): void => end(() => resolve(answer as QueryAnswer));
      const ended = (): void => giveUp('The query took too much memory, or the file cannot be read.');
      const timer = setTimeout(
        () => giveUp(`The query was stopped: it took longer than ${deadlineMs / 1000} s.`),
        deadlineMs,
      );
      child.on('message', answered).on('exit', ended).on('error', ended);
      signal.addEventListener('abort', left, { once: true });
      child.send(job, (error) => (error === null ? undefined : ended()));
    });
  }

  #start(): ChildProcess {
    const guardMs = this.#options.deadlineMs + GUARD_MARGIN_MS;
    const child = fork(this.#options.program, [this.#path, String(guardMs)], {
      // Neither keys nor tokens are there.
      env: {},
      execArgv: [...this.#options.execArgv, `--max-old-space-size=${MAX_HEAP_MB}`],
      // What a crash writes is not for the terminal.
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    // An idle one does not keep the program running, and does not survive it.
    child.unref();
    child.channel?.unref();
    const kill = (): void => void child.kill('SIGKILL');
    process.once('exit', kill);
    child.once('exit', () => {
      process.off('exit', kill);
      this.#process = this.#process === child ? undefined : this.#process;
    });
    child.on('error', () => {});
    return child;
  }
}
