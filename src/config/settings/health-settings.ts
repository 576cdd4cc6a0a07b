import { ConfigError } from '../config-error.js';
import type { Setting } from '../setting.js';
import { hostName, port } from '../setting-values.js';
import type { SettingReader } from './setting-reader.js';

/** Settings of the port for health checks. */
export const healthSettings = {
  healthPort: {
    variable: 'HEALTH_PORT',
    option: 'health-port',
    value: '<number>',
    help: 'port that answers /healthz and /readyz alone, so that probes do not queue behind callers; none if not set',
    schema: port,
  },
  healthHost: {
    variable: 'HEALTH_HOST',
    option: 'health-host',
    value: '<address>',
    help: 'address that HEALTH_PORT binds to',
    schema: hostName,
    // Only programs on this machine, or in this container, can ask.
    defaultValue: '127.0.0.1',
  },
} as const satisfies Record<string, Setting>;

/** Where health checks are answered. */
export interface HealthAddress {
  readonly host: string;
  /** 0 picks a free port. */
  readonly port: number;
}

/** Reads it. `publicPort`: the port of callers. */
export function healthAddress(read: SettingReader, publicPort: number): HealthAddress | undefined {
  const chosen = read('healthPort');
  const host = read('healthHost');
  if (chosen === undefined) {
    return undefined;
  }
  if (chosen !== 0 && chosen === publicPort) {
    throw new ConfigError('HEALTH_PORT must be another port than PORT.');
  }
  return Object.freeze({ host, port: chosen });
}
