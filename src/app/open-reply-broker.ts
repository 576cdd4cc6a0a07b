import type { StorageSettings } from '../config/settings/storage-settings.js';
import type { AnswerRoute } from '../mcp/elicitation/reply-broker.js';
import { LocalAnswers } from '../mcp/elicitation/in-memory-reply-broker.js';
import type { SharedRedis } from '../redis/redis.js';
import { SharedAnswers } from '../redis/redis-reply-broker.js';

/**
 * How the answer to a question reaches the call that asked it, in another request. Undefined where several processes share
 * a database and nothing else: an answer would often reach one that did not ask, and its person would have agreed in vain.
 */
export function answerRoute(
  { postgres }: StorageSettings,
  redis: SharedRedis | undefined,
): AnswerRoute | undefined {
  if (redis !== undefined) {
    return new SharedAnswers(redis, new LocalAnswers());
  }
  return postgres === undefined ? new LocalAnswers() : undefined;
}
