import { Worker } from 'node:worker_threads';
import { threadFile } from '../../bounded-work/thread-file.js';
import { LRUCache } from 'lru-cache';
import { DimensionsError } from '../meanings.js';
import { openFileKey } from '../sqlite/file-key.js';
import { UnreadableIndexError } from '../sqlite/index-file.js';
import { openSqliteIndexes } from '../sqlite/sqlite-indexes.js';
/** Indexes that are known by their handles; one that is not is opened again. */
const MAX_KNOWN = 1000;
/**
 * Indexes in files, on a thread of their own: SQLite works without a pause until it is done, and calls must not wait for that.
 * `file`: the thread's program. Where the sources run unbundled there is none, and the event loop does the work.
 */
export function openThreadedIndexes(settings, file = threadFile('index-thread')) {
    return file === undefined ? openSqliteIndexes(settings) : new ThreadedIndexes(settings, file);
}
class ThreadedIndexes {
    #settings;
    #file;
    #thread;
    constructor(settings, file) {
        this.#settings = settings;
        this.#file = file;
    }
    open(authorization) {
        return this.#started().open(authorization);
    }
    async purge(authorization) {
        return (await this.#started().ask({ kind: 'purge', authorization })) === true;
    }
    async close() {
        await this.#thread?.end();
        this.#thread = undefined;
    }
    /** One that has ended is replaced: its indexes are opened again. */
    #started() {
        if (this.#thread === undefined || this.#thread.hasEnded) {
            this.#thread = new IndexThread(this.#settings, this.#file);
        }
        return this.#thread;
    }
}
/** One thread, and what it was asked. */
class IndexThread {
    #settings;
    #worker;
    #waiting = new Map();
    #indexes = new LRUCache({ max: MAX_KNOWN });
    #calls = 0;
    hasEnded = false;
    constructor(settings, file) {
        this.#settings = settings;
        const data = { folder: settings.folder };
        this.#worker = new Worker(file, { env: {}, execArgv: [], workerData: data });
        this.#worker.unref();
        this.#worker.on('message', (message) => this.#take(message));
        this.#worker.on('error', () => this.#ended());
        this.#worker.on('exit', () => this.#ended());
    }
    async open(authorization) {
        // As the thread has answered.
        const { handle, begun } = (await this.ask({ kind: 'open', authorization }));
        const known = this.#indexes.get(handle);
        if (known !== undefined) {
            return known;
        }
        const meanings = new ThreadedMeanings((method, values) => this.ask({ kind: 'meanings', handle, method, values }));
        const index = new ThreadedIndex(begun, meanings, (method, values) => this.ask({ kind: 'index', handle, method, values, now: this.#settings.clock.now().getTime() }));
        this.#indexes.set(handle, index);
        return index;
    }
    ask(question) {
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
    async end() {
        await this.ask({ kind: 'close' }).catch(() => { });
        await this.#worker.terminate();
    }
    #take(message) {
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
        }
        else {
            waiting?.reject(errorOf(message));
        }
    }
    async #giveKey(question, path) {
        try {
            this.#tell({ kind: 'key', question, key: await openFileKey(path, this.#settings) });
        }
        catch (error) {
            const isUnreadable = error instanceof UnreadableIndexError;
            const message = error instanceof Error ? error.message : '';
            this.#tell(isUnreadable ? { kind: 'key', question } : { kind: 'no key', question, message });
        }
    }
    #ended() {
        this.hasEnded = true;
        this.#waiting.forEach(({ reject }) => reject(ended()));
        this.#waiting.clear();
    }
    #tell(message) {
        // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread of Node is no window.
        this.#worker.postMessage(message);
    }
}
/** Whoever asked decides by this one; of others only the name and the message are told. */
function errorOf({ name, message }) {
    if (name === 'DimensionsError') {
        return new DimensionsError();
    }
    const error = new Error(message);
    error.name = name;
    return error;
}
function ended() {
    return new Error('The thread of the search index has ended.');
}
/** An index, each of whose methods is done on the thread. */
class ThreadedIndex {
    begun;
    meanings;
    #ask;
    constructor(begun, meanings, ask) {
        this.begun = begun;
        this.meanings = meanings;
        this.#ask = ask;
    }
    commit = (...values) => this.#on('commit', values);
    list = (...values) => this.#on('list', values);
    lookUp = (...values) => this.#on('lookUp', values);
    find = (...values) => this.#on('find', values);
    readState = (...values) => this.#on('readState', values);
    listState = (...values) => this.#on('listState', values);
    extent = () => this.#on('extent', []);
    status = () => this.#on('status', []);
    tidy = () => this.#on('tidy', []);
    close = () => this.#on('close', []);
    async #on(method, values) {
        // As the same method has answered on the thread.
        return (await this.#ask(method, values));
    }
}
/** Its vectors, likewise. */
class ThreadedMeanings {
    #ask;
    constructor(ask) {
        this.#ask = ask;
    }
    begin = (...values) => this.#on('begin', values);
    unembedded = (...values) => this.#on('unembedded', values);
    put = (...values) => this.#on('put', values);
    skip = (...values) => this.#on('skip', values);
    count = () => this.#on('count', []);
    countUnembedded = () => this.#on('countUnembedded', []);
    async #on(method, values) {
        // As the same method has answered on the thread.
        return (await this.#ask(method, values));
    }
}
