import { LocalWindows } from '../notion/limits/local-windows.js';
import { observeRedis } from '../telemetry/gauges.js';
/** Opens Redis if configured. Its client is loaded on demand: a stdio start must not pay for it. */
export async function openLimits({ redis: settings, requestsPerMinute }, log) {
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
