import type { Setting } from '../setting.js';
import { redisUrl } from '../setting-values.js';

/** Settings of Redis. */
export interface RedisSettings {
  /** `redis://user:password@host:6379/0`, or `rediss://…` for TLS. */
  readonly url: string;
}

/** The setting of the store that processes share beside the database. */
export const redisSettings = {
  redisUrl: {
    variable: 'REDIS_URL',
    value: 'redis://…',
    help: "Redis through which processes share Notion's request budget and cached reads; nothing is shared if not set",
    schema: redisUrl,
  },
} as const satisfies Record<string, Setting>;
