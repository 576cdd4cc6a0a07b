import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { UnavailableError } from '../errors.js';
import { say } from '../text/words.js';
/** Each address that is waited at, with the channel of the process that waits; it expires. */
const keyOf = (address) => `answer:${address}`;
/** Milliseconds that a key outlives its question, so that a last-moment answer finds it. */
const KEY_MARGIN_MS = 1000;
const envelope = z.object({ address: z.string(), message: z.custom() });
/**
 * Messages between the requests of several processes. A waiting request registers its
 * process in Redis; the process that receives the message removes the entry, which only one can, and notifies that
 * process. While Redis is unavailable, messages still find the exchanges of the process that they reach.
 */
export class RedisReplyBroker {
    #redis;
    #local;
    /** Of this process alone. */
    #channel = `answers:${randomUUID()}`;
    /** `local`: between the requests of this process. */
    constructor(redis, local) {
        this.#redis = redis;
        this.#local = local;
        redis.subscribe(this.#channel, (text) => {
            const { address, message } = envelope.parse(JSON.parse(text));
            void this.#local.deliver(address, message);
        });
    }
    async waitFor(address, receive, milliseconds) {
        const forget = await this.#local.waitFor(address, receive, milliseconds);
        await this.#redis.attempt((redis) => redis.set(keyOf(address), this.#channel, 'PX', milliseconds + KEY_MARGIN_MS));
        return () => {
            forget();
            void this.#redis.attempt((redis) => redis.del(keyOf(address)));
        };
    }
    async deliver(address, message) {
        // First, because it works without Redis as well.
        if (await this.#local.deliver(address, message)) {
            await this.#redis.attempt((redis) => redis.del(keyOf(address)));
            return true;
        }
        const channel = await this.#redis.attempt((redis) => redis.getdel(keyOf(address)));
        if (channel === undefined) {
            throw new UnavailableError(say `Answers cannot reach the other processes at the moment.`, say `Send the answer again in a moment.`);
        }
        if (channel === null) {
            return false;
        }
        await this.#redis.publish(channel, JSON.stringify({ address, message }));
        return true;
    }
}
