import type { ReadinessCheck } from '../mcp/http/readiness.js';
import { LocalWindows } from '../notion/limits/local-windows.js';
import type { RequestWindows } from '../notion/limits/request-window.js';
import type { SharedRedis } from '../redis/redis.js';
import type { RedisSettings } from '../config/settings/redis-settings.js';
import { observeRedis } from '../telemetry/gauges.js';
import type { Log } from '../telemetry/log/log.js';

/** Notion's limits, and the store of shared usage counts. */
export interface SharedLimits {
  /** Absent if processes share nothing. */
  readonly redis: SharedRedis | undefined;
  readonly windows: RequestWindows;
  /** Without Redis each process serves alone: reported as degraded, but calls can still be served. */
  readonly checks: Readonly<Record<string, ReadinessCheck>>;
  close(): Promise<void>;
}

export interface LimitSettings {
  readonly redis?: RedisSettings | undefined;
  readonly requestsPerMinute: number;
}

/** Opens Redis if configured. Its client is loaded on demand: a stdio start must not pay for it. */
export async function openLimits(
  { redis: settings, requestsPerMinute }: LimitSettings,
  log: Log,
): Promise<SharedLimits> {
  if (settings === undefined) {
    const windows = new LocalWindows(requestsPerMinute);
    return { redis: undefined, windows, checks: {}, close: () => Promise.resolve() };
  }
  const [{ openRedis }, { SharedWindows }] = await Promise.all([
    import('../redis/redis.js'),
    import('../redis/limits/shared-windows.js'),
  ]);
  const redis = openRedis(settings, log);
  const windows = new SharedWindows(redis, { requestsPerWindow: requestsPerMinute });
  observeRedis(() => !redis.isAway);
  return {
    redis,
    windows,
    checks: { redis: () => redis.check() },
    close: async () => {
      await windows.close();
      await redis.close();
    },
  };
}
