import { attributes } from './telemetry-names.js';
import { runningTelemetry } from './running.js';

/** Has it told, whenever metrics are collected, whether Redis is reached. */
export function observeRedis(isReached: () => boolean): void {
  runningTelemetry()?.instruments.redisReached.addCallback((gauge) => {
    gauge.observe(isReached() ? 1 : 0);
  });
}

/** Has the limits told that are in force for open connections: the least and the most, so that none has a series of its own. */
export function observeLimits(limits: () => readonly number[]): void {
  runningTelemetry()?.instruments.limiterLimit.addCallback((gauge) => {
    const inForce = limits();
    if (inForce.length > 0) {
      gauge.observe(Math.min(...inForce), { [attributes.limiterBound]: 'least' });
      gauge.observe(Math.max(...inForce), { [attributes.limiterBound]: 'most' });
    }
  });
}
