import { randomBytes } from 'node:crypto';
import type { SharedRedis } from '../redis.js';
import { aliveScript } from './window-scripts.js';

const KEY = 'processes';
/** Milliseconds between two signs of life. */
const BEAT = 5000;
/** Milliseconds after which a process without any counts as dead. */
const LIFETIME = 3 * BEAT + 1000;

/** How many processes share this Redis. While it is away each takes its share, by the last count. */
export class LiveProcesses {
  /** Of this process. */
  readonly id = randomBytes(8).toString('hex');
  readonly #redis: SharedRedis;
  readonly #timer: NodeJS.Timeout;
  readonly #releaseReturn: () => void;
  #count = 1;

  constructor(redis: SharedRedis) {
    this.#redis = redis;
    this.#timer = setInterval(() => void this.beat(), BEAT).unref();
    this.#releaseReturn = redis.onReturn(() => void this.beat());
    void this.beat();
  }

  get count(): number {
    return this.#count;
  }

  /** Gives a sign of life, and counts. */
  async beat(): Promise<void> {
    const count = await this.#redis.attempt((redis) => aliveScript.run(redis, [KEY], [this.id, LIFETIME]));
    this.#count = typeof count === 'number' ? Math.max(1, count) : this.#count;
  }

  async close(): Promise<void> {
    clearInterval(this.#timer);
    this.#releaseReturn();
    await this.#redis.attempt((redis) => redis.zrem(KEY, this.id));
  }
}
