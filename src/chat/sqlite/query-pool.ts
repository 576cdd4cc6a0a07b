import { QueryFailure, type QueryFile } from './query-file.js';
import type { QueryJob, QueryResult } from './query-messages.js';

/** Processes that read one file at the same time: each takes up to some 300 MB. */
const MAX_PROCESSES = 3;
/** Queries of one person that wait: an answer asks for fewer at once. */
const MAX_WAITING = 16;

/** What one person asks of a file. */
interface Queries {
  /** Rejects with a `QueryFailure`, or with the signal's reason. */
  run(job: QueryJob, signal: AbortSignal): Promise<QueryResult>;
  close(): void;
}

/** What reads the file, one query at a time. */
type Reader = Pick<QueryFile, 'run' | 'close'>;

interface Waiting {
  readonly start: (file: Reader) => Promise<void>;
}

/**
 * The queries of several people on one file. Of each person one runs at a time, and people take turns: whoever asks for much, or
 * slowly, makes others wait for one query at most.
 */
export class QueryPool {
  readonly #open: () => Reader;
  readonly #maxProcesses: number;
  readonly #files = new Set<Reader>();
  readonly #idle: Reader[] = [];
  /** By person, whose turn is next first. */
  readonly #waiting = new Map<string, Waiting[]>();
  readonly #running = new Set<string>();
  #handles = 0;

  /** `open`: makes what reads the file. */
  constructor(open: () => Reader, maxProcesses = MAX_PROCESSES) {
    this.#open = open;
    this.#maxProcesses = maxProcesses;
  }

  /** For one person, whom others' waiting queries do not count for. When all have closed theirs, the processes end. */
  for(person: string): Queries {
    this.#handles += 1;
    let isClosed = false;
    return {
      run: (job, signal) => this.#run(person, job, signal),
      close: () => {
        this.#handles -= isClosed ? 0 : 1;
        isClosed = true;
        if (this.#handles === 0) {
          this.#end();
        }
      },
    };
  }

  #run(person: string, job: QueryJob, signal: AbortSignal): Promise<QueryResult> {
    const queue = this.#waiting.get(person) ?? [];
    if (queue.length >= MAX_WAITING) {
      return Promise.reject(new QueryFailure('Too many queries wait already. Ask for fewer at once.'));
    }
    return new Promise((resolve, reject) => {
      const waiting: Waiting = {
        start: (file) => {
          signal.removeEventListener('abort', leave);
          return file.run(job, signal).then(resolve, reject);
        },
      };
      const leave = (): void => {
        this.#remove(person, waiting);
        reject(signal.reason);
      };
      if (signal.aborted) {
        reject(signal.reason);
        return;
      }
      signal.addEventListener('abort', leave, { once: true });
      this.#waiting.set(person, [...queue, waiting]);
      this.#startNext();
    });
  }

  #remove(person: string, waiting: Waiting): void {
    const left = (this.#waiting.get(person) ?? []).filter((one) => one !== waiting);
    if (left.length === 0) {
      this.#waiting.delete(person);
    } else {
      this.#waiting.set(person, left);
    }
  }

  #moveBehindOthers(person: string): void {
    const queue = this.#waiting.get(person);
    if (queue !== undefined) {
      this.#waiting.delete(person);
      this.#waiting.set(person, queue);
    }
  }

  #startNext(): void {
    const [person, [next] = []] =
      [...this.#waiting].find(([waitingPerson]) => !this.#running.has(waitingPerson)) ?? [];
    const file = person === undefined ? undefined : this.#takeFile();
    if (person === undefined || next === undefined || file === undefined) {
      return;
    }
    this.#remove(person, next);
    this.#running.add(person);
    void next.start(file).finally(() => {
      this.#running.delete(person);
      this.#moveBehindOthers(person);
      if (this.#files.has(file)) {
        this.#idle.push(file);
      }
      this.#startNext();
    });
    this.#startNext();
  }

  #takeFile(): Reader | undefined {
    const idle = this.#idle.pop();
    if (idle !== undefined || this.#files.size >= this.#maxProcesses) {
      return idle;
    }
    const file = this.#open();
    this.#files.add(file);
    return file;
  }

  #end(): void {
    for (const file of this.#files) {
      file.close();
    }
    this.#files.clear();
    this.#idle.length = 0;
  }
}
