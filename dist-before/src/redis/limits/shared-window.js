import { WindowCounter } from '../../notion/limits/window-counter.js';
import { limitAfterProbe, limitAfterRefusal, PROBE_DELAY_MS } from '../../notion/limits/adaptive-limit.js';
import { LocalWindow } from '../../notion/limits/local-window.js';
import { STATE_TTL_MS } from './redis-limit.js';
import { takeScript } from './window-scripts.js';
/** Milliseconds for which a process's reported number of waiting requests stays valid. */
const QUEUE_TTL_MS = 70_000;
const onRefused = ({ learned, passed, now }, bounds) => limitAfterRefusal(learned, passed, bounds, now);
const onAnswered = ({ learned }, bounds) => limitAfterProbe(learned, bounds);
const onUnanswered = ({ learned }) => learned;
/**
 * The window of a connection that several processes share. Redis counts, on its own clock. While it is unavailable,
 * this process counts alone: its share of the limit, by the last process count. On its return, usage is reported to it.
 */
export class SharedWindow {
    #options;
    #keys;
    #listeners = new Set();
    /** While Redis is unavailable. */
    #fallback;
    /** What was last known from Redis: requests left, and until when, in milliseconds since the epoch. */
    #snapshot;
    /** The limits that the probe under way goes beyond. */
    #probed = [];
    /** Those whose window the last requests opened. */
    #opened = [];
    constructor(options) {
        this.#options = options;
        const { connection, workspace } = options;
        this.#keys = [connection, workspace].flatMap((limit) => (limit === undefined ? [] : [limit.key]));
    }
    async acquire(wanted, queued) {
        await this.#carryPause();
        const carried = this.#carried();
        const reply = await this.#options.redis.attempt((redis) => {
            const { connection, workspace, processes, window } = this.#options;
            const [key, ...others] = this.#keys;
            const values = [
                wanted,
                queued,
                processes.id,
                window,
                STATE_TTL_MS,
                QUEUE_TTL_MS,
                carried.used,
                carried.end,
                PROBE_DELAY_MS,
            ];
            const bounds = [connection, workspace].flatMap((limit) => limit === undefined ? [] : [limit.bounds.start, limit.bounds.max]);
            return takeScript.run(redis, [key ?? '', `${key}:waiting`, ...others], [...values, ...bounds]);
        });
        return Array.isArray(reply) ? this.#toGrant(reply.map(Number)) : this.#countLocally().acquire(wanted);
    }
    close(milliseconds, by) {
        void this.#close(milliseconds, by);
    }
    firstRequestEnded() {
        if (this.#fallback === undefined) {
            this.#opened.forEach((limit) => void limit.firstRequestEnded(this.#options.window));
        }
        else {
            this.#fallback.window.firstRequestEnded();
        }
    }
    probeEnded(isAnswered) {
        if (this.#fallback === undefined) {
            void this.#updateFromProbe(isAnswered);
        }
        else {
            this.#fallback.window.probeEnded(isAnswered);
        }
    }
    onChange(listener) {
        this.#listeners.add(listener);
        const releases = [this.#options.subscribe(this.#keys, listener), this.#options.redis.onReturn(listener)];
        return () => {
            this.#listeners.delete(listener);
            releases.forEach((release) => release());
        };
    }
    #toGrant(reply) {
        const [granted = 0, probed = 0, opened = 0, grows = 0, limit = 1, left = 0, ...others] = reply;
        const [askAgainIn = 0, toEnd = 0, waitingElsewhere = 0, processesElsewhere = 0] = others;
        this.#fallback?.release();
        this.#fallback = undefined;
        this.#snapshot = { limit, left, end: Date.now() + toEnd };
        this.#probed = probed > 0 ? this.#limits(probed) : this.#probed;
        this.#opened = opened > 0 ? this.#limits(opened) : this.#opened;
        return {
            granted,
            isProbe: probed > 0,
            isFirst: opened > 0,
            mayGrow: grows === 1,
            limit,
            left,
            retryAfterMs: askAgainIn,
            millisecondsToEnd: toEnd,
            waitingElsewhere,
            processesElsewhere,
        };
    }
    /** As the script numbers them: 1 is the connection's, 2 the workspace's, 3 both. */
    #limits(number) {
        const { connection, workspace } = this.#options;
        const limits = [number === 2 ? undefined : connection, number === 1 ? undefined : workspace];
        return limits.filter((limit) => limit !== undefined);
    }
    async #close(milliseconds, by) {
        const { connection, workspace, publish } = this.#options;
        const closed = by === 'workspace' && workspace !== undefined ? workspace : connection;
        const teaches = by === 'connection' || (by === 'workspace' && closed === workspace);
        if (await closed.close(milliseconds, teaches ? onRefused : undefined)) {
            publish(closed.key);
        }
        else {
            this.#countLocally().close(milliseconds, by);
        }
    }
    async #updateFromProbe(isAnswered) {
        for (const limit of this.#probed) {
            await (isAnswered ? limit.update(onAnswered, 'possible') : limit.update(onUnanswered, 'spent'));
            this.#options.publish(limit.key);
        }
    }
    #countLocally() {
        if (this.#fallback === undefined) {
            const { connection: kept, processes, window, localWorkspaceCounter } = this.#options;
            const limit = Math.max(1, Math.floor((this.#snapshot?.limit ?? kept.bounds.start) / processes.count));
            const connection = new WindowCounter({ start: limit, max: limit }, window);
            if (this.#snapshot !== undefined && Date.now() < this.#snapshot.end) {
                connection.resume(Math.floor(this.#snapshot.left / processes.count), this.#snapshot.end);
            }
            const alone = new LocalWindow(connection, localWorkspaceCounter);
            const release = alone.onChange(() => this.#listeners.forEach((listener) => listener()));
            this.#fallback = { connection, window: alone, release };
        }
        return this.#fallback.window;
    }
    /** A pause that began while Redis was unavailable still holds when it returns. */
    async #carryPause() {
        const { connection, redis } = this.#options;
        if (this.#fallback?.connection.isClosed === true && !redis.isAway) {
            await connection.close(this.#fallback.connection.millisecondsToEnd(Date.now()));
        }
    }
    /** What was used while Redis was unavailable, of a window that has not ended. */
    #carried() {
        const end = Math.ceil(this.#fallback?.connection.millisecondsToEnd(Date.now()) ?? 0);
        return end > 0 ? { used: this.#fallback?.connection.used ?? 0, end } : { used: 0, end: 0 };
    }
}
