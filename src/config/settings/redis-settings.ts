import type { Setting } from '../setting.js';
import { redisUrl } from '../setting-values.js';

/** Where Redis is. */
export interface RedisSettings {
  /** `redis://user:password@host:6379/0`, or `rediss://…` for TLS. */
  readonly url: string;
}

/** The setting of what processes share beside the database. */
export const redisSettings = {
  redisUrl: {
    variable: 'REDIS_URL',
    value: 'redis://…',
    help: "Redis through which several processes share Notion's request budget and what they have read; each for itself without it",
    schema: redisUrl,
  },
} as const satisfies Record<string, Setting>;
