import { InMemoryReplyBroker } from '../mcp/elicitation/in-memory-reply-broker.js';
import { RedisReplyBroker } from '../redis/redis-reply-broker.js';
/**
 * Brings the answer to an elicitation to the call that waits for it, in another request. Undefined where several processes
 * may answer but share no Redis: the answer would often reach a process that did not ask.
 */
export function openReplyBroker(isAlone, redis) {
    if (redis !== undefined) {
        return new RedisReplyBroker(redis, new InMemoryReplyBroker());
    }
    return isAlone ? new InMemoryReplyBroker() : undefined;
}
