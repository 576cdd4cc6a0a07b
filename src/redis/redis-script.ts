import { createHash } from 'node:crypto';
import type { Redis } from 'ioredis';

/** A Lua script: its commands run as one, and between them nobody else's. Redis keeps its text under its hash. */
export class RedisScript {
  readonly #text: string;
  readonly #hash: string;

  constructor(text: string) {
    this.#text = text;
    this.#hash = createHash('sha1').update(text).digest('hex');
  }

  async run(redis: Redis, keys: readonly string[], values: readonly (string | number)[]): Promise<unknown> {
    const given = [keys.length, ...keys, ...values] as const;
    try {
      return await redis.evalsha(this.#hash, ...given);
    } catch (error) {
      // Redis was restarted, or has never seen it.
      if (error instanceof Error && error.message.startsWith('NOSCRIPT')) {
        return redis.eval(this.#text, ...given);
      }
      throw error;
    }
  }
}
