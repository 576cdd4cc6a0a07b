import { Worker } from 'node:worker_threads';
import { threadFile } from '../../bounded-work/thread-file.js';
import { LRUCache } from 'lru-cache';
import { DimensionsError, type Meanings } from '../meanings.js';
import type { SearchIndex, SearchIndexes } from '../search-index.js';
import { openFileKey } from '../sqlite/file-key.js';
import { UnreadableIndexError } from '../sqlite/index-file.js';
import { openSqliteIndexes, type SqliteIndexSettings } from '../sqlite/sqlite-indexes.js';
import type { FromThread, IndexMethod, OpenedIndex, ThreadData, ToThread } from './thread-messages.js';

/** Indexes that are known by their handles; one that is not is opened again. */
const MAX_KNOWN = 1000;

/** What is asked of the thread, without its number. */
type Question =
  | Pick<Extract<ToThread, { kind: 'open' | 'purge' }>, 'kind' | 'authorization'>
  | Pick<Extract<ToThread, { kind: 'close' }>, 'kind'>
  | Pick<Extract<ToThread, { kind: 'meanings' }>, 'kind' | 'handle' | 'method' | 'values'>
  | Pick<Extract<ToThread, { kind: 'index' }>, 'kind' | 'handle' | 'method' | 'values' | 'now'>;

/**
 * Indexes in files, on a thread of their own: SQLite works without a pause until it is done, and calls must not wait for that.
 * `file`: the thread's program. Where the sources run unbundled there is none, and the event loop does the work.
 */
export function openThreadedIndexes(
  settings: SqliteIndexSettings,
  file: URL | undefined = threadFile('index-thread'),
): SearchIndexes {
  return file === undefined ? openSqliteIndexes(settings) : new ThreadedIndexes(settings, file);
}

class ThreadedIndexes implements SearchIndexes {
  readonly #settings: SqliteIndexSettings;
  readonly #file: URL;
  #thread: IndexThread | undefined;

  constructor(settings: SqliteIndexSettings, file: URL) {
    this.#settings = settings;
    this.#file = file;
  }

  open(authorization: string): Promise<SearchIndex> {
    return this.#started().open(authorization);
  }

  async purge(authorization: string): Promise<boolean> {
    return (await this.#started().ask({ kind: 'purge', authorization })) === true;
  }

  async close(): Promise<void> {
    await this.#thread?.end();
    this.#thread = undefined;
  }

  /** One that has ended is replaced: its indexes are opened again. */
  #started(): IndexThread {
    if (this.#thread === undefined || this.#thread.hasEnded) {
      this.#thread = new IndexThread(this.#settings, this.#file);
    }
    return this.#thread;
  }
}

interface Waiting {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
}

/** One thread, and what it was asked. */
class IndexThread {
  readonly #settings: SqliteIndexSettings;
  readonly #worker: Worker;
  readonly #waiting = new Map<number, Waiting>();
  readonly #indexes = new LRUCache<number, SearchIndex>({ max: MAX_KNOWN });
  #calls = 0;
  hasEnded = false;

  constructor(settings: SqliteIndexSettings, file: URL) {
    this.#settings = settings;
    const data: ThreadData = { folder: settings.folder };
    this.#worker = new Worker(file, { env: {}, execArgv: [], workerData: data });
    this.#worker.unref();
    this.#worker.on('message', (message: FromThread) => this.#take(message));
    this.#worker.on('error', () => this.#ended());
    this.#worker.on('exit', () => this.#ended());
  }

  async open(authorization: string): Promise<SearchIndex> {
    // As the thread has answered.
    const { handle, begun } = (await this.ask({ kind: 'open', authorization })) as OpenedIndex;
    const known = this.#indexes.get(handle);
    if (known !== undefined) {
      return known;
    }
    const meanings = new ThreadedMeanings((method, values) =>
      this.ask({ kind: 'meanings', handle, method, values }),
    );
    const index = new ThreadedIndex(begun, meanings, (method, values) =>
      this.ask({ kind: 'index', handle, method, values, now: this.#settings.clock.now().getTime() }),
    );
    this.#indexes.set(handle, index);
    return index;
  }

  ask(question: Question): Promise<unknown> {
    if (this.hasEnded) {
      return Promise.reject(ended());
    }
    this.#calls += 1;
    const call = this.#calls;
    return new Promise((resolve, reject) => {
      this.#waiting.set(call, { resolve, reject });
      this.#worker.ref();
      this.#tell({ ...question, call });
    });
  }

  async end(): Promise<void> {
    await this.ask({ kind: 'close' }).catch(() => {});
    await this.#worker.terminate();
  }

  #take(message: FromThread): void {
    if (message.kind === 'key') {
      void this.#giveKey(message.question, message.path);
      return;
    }
    const { call } = message;
    const waiting = this.#waiting.get(call);
    this.#waiting.delete(call);
    if (this.#waiting.size === 0) {
      this.#worker.unref();
    }
    if (message.kind === 'done') {
      waiting?.resolve(message.value);
    } else {
      waiting?.reject(errorOf(message));
    }
  }

  async #giveKey(question: number, path: string): Promise<void> {
    try {
      this.#tell({ kind: 'key', question, key: await openFileKey(path, this.#settings) });
    } catch (error) {
      const isUnreadable = error instanceof UnreadableIndexError;
      const message = error instanceof Error ? error.message : '';
      this.#tell(isUnreadable ? { kind: 'key', question } : { kind: 'no key', question, message });
    }
  }

  #ended(): void {
    this.hasEnded = true;
    this.#waiting.forEach(({ reject }) => reject(ended()));
    this.#waiting.clear();
  }

  #tell(message: ToThread): void {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread of Node is no window.
    this.#worker.postMessage(message);
  }
}

/** Whoever asked decides by this one; of others only the name and the message are told. */
function errorOf({ name, message }: Extract<FromThread, { kind: 'failed' }>): Error {
  if (name === 'DimensionsError') {
    return new DimensionsError();
  }
  const error = new Error(message);
  error.name = name;
  return error;
}

function ended(): Error {
  return new Error('The thread of the search index has ended.');
}

/** An index, each of whose methods is done on the thread. */
class ThreadedIndex implements SearchIndex {
  readonly begun: SearchIndex['begun'];
  readonly meanings: Meanings;
  readonly #ask: (method: IndexMethod, values: readonly unknown[]) => Promise<unknown>;

  constructor(
    begun: SearchIndex['begun'],
    meanings: Meanings,
    ask: (method: IndexMethod, values: readonly unknown[]) => Promise<unknown>,
  ) {
    this.begun = begun;
    this.meanings = meanings;
    this.#ask = ask;
  }

  commit: SearchIndex['commit'] = (...values) => this.#on('commit', values);
  list: SearchIndex['list'] = (...values) => this.#on('list', values);
  lookUp: SearchIndex['lookUp'] = (...values) => this.#on('lookUp', values);
  find: SearchIndex['find'] = (...values) => this.#on('find', values);
  readState: SearchIndex['readState'] = (...values) => this.#on('readState', values);
  listState: SearchIndex['listState'] = (...values) => this.#on('listState', values);
  extent: SearchIndex['extent'] = () => this.#on('extent', []);
  status: SearchIndex['status'] = () => this.#on('status', []);
  tidy: SearchIndex['tidy'] = () => this.#on('tidy', []);
  close: SearchIndex['close'] = () => this.#on('close', []);

  async #on<Method extends IndexMethod>(
    method: Method,
    values: Parameters<SearchIndex[Method]>,
  ): Promise<Awaited<ReturnType<SearchIndex[Method]>>> {
    // As the same method has answered on the thread.
    return (await this.#ask(method, values)) as Awaited<ReturnType<SearchIndex[Method]>>;
  }
}

/** Its vectors, likewise. */
class ThreadedMeanings implements Meanings {
  readonly #ask: (method: keyof Meanings, values: readonly unknown[]) => Promise<unknown>;

  constructor(ask: (method: keyof Meanings, values: readonly unknown[]) => Promise<unknown>) {
    this.#ask = ask;
  }

  begin: Meanings['begin'] = (...values) => this.#on('begin', values);
  unembedded: Meanings['unembedded'] = (...values) => this.#on('unembedded', values);
  put: Meanings['put'] = (...values) => this.#on('put', values);
  skip: Meanings['skip'] = (...values) => this.#on('skip', values);
  count: Meanings['count'] = () => this.#on('count', []);
  countUnembedded: Meanings['countUnembedded'] = () => this.#on('countUnembedded', []);

  async #on<Method extends keyof Meanings>(
    method: Method,
    values: Parameters<Meanings[Method]>,
  ): Promise<Awaited<ReturnType<Meanings[Method]>>> {
    // As the same method has answered on the thread.
    return (await this.#ask(method, values)) as Awaited<ReturnType<Meanings[Method]>>;
  }
}
