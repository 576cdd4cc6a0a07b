import { createHash } from 'node:crypto';
import { connectionBounds, workspaceBounds } from '../../notion/limits/adaptive-limit.js';
import { LocalWindows } from '../../notion/limits/local-windows.js';
import { DEFAULT_WINDOW_MS, } from '../../notion/limits/request-window.js';
import { RedisLimit } from './redis-limit.js';
import { LiveProcesses } from './live-processes.js';
import { SharedWindow } from './shared-window.js';
/** The channel on which processes announce which window has changed. */
const CHANNEL = 'windows';
/** The windows of all connections, which all processes share. */
export class SharedWindows {
    #redis;
    #options;
    #processes;
    #local;
    #listeners = new Map();
    #unsubscribe;
    constructor(redis, options) {
        this.#redis = redis;
        this.#options = options;
        this.#processes = new LiveProcesses(redis);
        this.#local = new LocalWindows(options.requestsPerWindow);
        this.#unsubscribe = redis.subscribe(CHANNEL, (key) => {
            this.#listeners.get(key)?.forEach((listener) => listener());
        });
    }
    /** Processes that share the windows, this one among them. */
    get processes() {
        return this.#processes;
    }
    of(connection, workspace) {
        const redis = this.#redis;
        return new SharedWindow({
            redis,
            processes: this.#processes,
            connection: new RedisLimit(redis, keyOf('connection', connection), connectionBounds(this.#options.requestsPerWindow)),
            workspace: workspace === undefined
                ? undefined
                : new RedisLimit(redis, keyOf('workspace', workspace), workspaceBounds),
            localWorkspaceCounter: workspace === undefined ? undefined : this.#local.ofWorkspace(workspace),
            window: this.#options.window ?? DEFAULT_WINDOW_MS,
            publish: (key) => void redis.publish(CHANNEL, key),
            subscribe: (keys, listener) => this.#listen(keys, listener),
        });
    }
    async close() {
        this.#unsubscribe();
        await this.#processes.close();
    }
    #listen(keys, listener) {
        for (const key of keys) {
            const listeners = this.#listeners.get(key) ?? new Set();
            listeners.add(listener);
            this.#listeners.set(key, listeners);
        }
        return () => {
            for (const key of keys) {
                const listeners = this.#listeners.get(key);
                listeners?.delete(listener);
                if (listeners?.size === 0) {
                    this.#listeners.delete(key);
                }
            }
        };
    }
}
/** The same in every process. Ids of Notion are random, so they cannot be recovered by reading Redis. */
function keyOf(kind, id) {
    return `window:${createHash('sha256').update(`${kind}:${id}`).digest('base64url')}`;
}
