import { randomBytes } from 'node:crypto';
import { aliveScript } from './window-scripts.js';
const PROCESSES_KEY = 'processes';
/** Milliseconds between two heartbeats. */
const HEARTBEAT_MS = 5000;
/** Milliseconds without a heartbeat after which a process counts as dead. */
const HEARTBEAT_TTL_MS = 3 * HEARTBEAT_MS + 1000;
/** How many processes share this Redis. While it is unavailable each takes its share, by the last count. */
export class LiveProcesses {
    /** Of this process. */
    id = randomBytes(8).toString('hex');
    #redis;
    #timer;
    #releaseReturn;
    #count = 1;
    constructor(redis) {
        this.#redis = redis;
        this.#timer = setInterval(() => void this.sendHeartbeat(), HEARTBEAT_MS).unref();
        this.#releaseReturn = redis.onReturn(() => void this.sendHeartbeat());
        void this.sendHeartbeat();
    }
    get count() {
        return this.#count;
    }
    /** Gives a sign of life, and counts. */
    async sendHeartbeat() {
        const count = await this.#redis.attempt((redis) => aliveScript.run(redis, [PROCESSES_KEY], [this.id, HEARTBEAT_TTL_MS]));
        this.#count = typeof count === 'number' ? Math.max(1, count) : this.#count;
    }
    async close() {
        clearInterval(this.#timer);
        this.#releaseReturn();
        await this.#redis.attempt((redis) => redis.zrem(PROCESSES_KEY, this.id));
    }
}
