import { attributes } from './telemetry-names.js';
import { runningTelemetry } from './running.js';
/** Reports at each collection of metrics whether Redis is reachable. */
export function observeRedis(isReached) {
    runningTelemetry()?.instruments.redisReached.addCallback((gauge) => {
        gauge.observe(isReached() ? 1 : 0);
    });
}
/** Reports the lowest and the highest limit of the open connections: one time series for each would be too many. */
export function observeLimits(limits) {
    runningTelemetry()?.instruments.limiterLimit.addCallback((gauge) => {
        const inForce = limits();
        if (inForce.length > 0) {
            gauge.observe(Math.min(...inForce), { [attributes.limiterBound]: 'least' });
            gauge.observe(Math.max(...inForce), { [attributes.limiterBound]: 'most' });
        }
    });
}
/** Counts the connections at each collection of metrics. A failed count leaves a gap. */
export function observeConnections(count) {
    runningTelemetry()?.instruments.connections.addCallback(async (gauge) => {
        const counts = await count();
        for (const [status, connections] of Object.entries(counts)) {
            gauge.observe(connections, { [attributes.connectionStatus]: status });
        }
    });
}
/** Counts the hosted connections that end by themselves soon. A failed count leaves a gap. */
export function observeHostedExpiring(count) {
    runningTelemetry()?.instruments.hostedExpiring.addCallback(async (gauge) => {
        gauge.observe(await count());
    });
}
/** Counts the pages of the search indexes at each collection of metrics, never by connection. */
export function observeIndexes(count) {
    runningTelemetry()?.instruments.indexPages.addCallback(async (gauge) => {
        for (const [state, pages] of Object.entries(await count())) {
            gauge.observe(pages, { [attributes.indexState]: state });
        }
    });
}
