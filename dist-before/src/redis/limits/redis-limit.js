import { initialLimit } from '../../notion/limits/adaptive-limit.js';
import { MAX_TRAVEL_MS } from '../../notion/limits/request-window.js';
import { closeScript, firstEndedScript, learnScript, readScript } from './window-scripts.js';
/** Milliseconds that a window, and what was learned with it, outlasts its last use. */
export const STATE_TTL_MS = 2 * 24 * 60 * 60_000;
/** Attempts to store what was learned while other processes do the same. */
const MAX_UPDATE_ATTEMPTS = 3;
/** One limit of Notion's, a connection's or a workspace's, as all processes know it. */
export class RedisLimit {
    key;
    bounds;
    #redis;
    constructor(redis, key, bounds) {
        this.#redis = redis;
        this.key = key;
        this.bounds = bounds;
    }
    /** Nothing is left until then. Whether Redis knows. */
    async close(milliseconds, lesson) {
        const reply = await this.#redis.attempt((redis) => {
            const values = [Math.ceil(milliseconds), lesson === undefined ? 0 : 1, this.bounds.start, STATE_TTL_MS];
            return closeScript.run(redis, [this.key], values);
        });
        const known = this.#known(reply);
        if (known !== undefined && lesson !== undefined) {
            await this.#update(lesson, known);
        }
        return known !== undefined;
    }
    /** The first request of a window has arrived at Notion by now. `window`: milliseconds. */
    async firstRequestEnded(window) {
        const values = [window, MAX_TRAVEL_MS, this.bounds.start, STATE_TTL_MS];
        await this.#redis.attempt((redis) => firstEndedScript.run(redis, [this.key], values));
    }
    /** Learns from a probe. */
    async update(lesson, probe) {
        await this.#update(lesson, await this.#read(), probe);
    }
    async #update(lesson, first, probe = '') {
        let known = first;
        for (let attempt = 0; known !== undefined && attempt < MAX_UPDATE_ATTEMPTS; attempt += 1) {
            const { revision } = known;
            const { limit, noProbeUntil, probeDelayMs } = lesson(known, this.bounds);
            const values = [revision, limit, noProbeUntil, probeDelayMs, probe, STATE_TTL_MS];
            const kept = await this.#redis.attempt((redis) => learnScript.run(redis, [this.key], values));
            if (kept === 1) {
                return;
            }
            known = await this.#read();
        }
    }
    async #read() {
        const read = await this.#redis.attempt((redis) => readScript.run(redis, [this.key], [this.bounds.start]));
        return this.#known(read);
    }
    #known(reply) {
        if (!Array.isArray(reply)) {
            return undefined;
        }
        const [passed = 0, limit = 0, quietUntil = 0, quiet = 0, revision = 0, now = 0] = reply.map(Number);
        const learned = {
            limit,
            noProbeUntil: quietUntil,
            probeDelayMs: quiet === 0 ? initialLimit(this.bounds).probeDelayMs : quiet,
        };
        return { learned, passed, revision, now };
    }
}
