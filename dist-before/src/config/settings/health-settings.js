import { ConfigError } from '../config-error.js';
import { hostName, port } from '../setting-values.js';
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
};
/** Reads it. `publicPort`: the port of callers. */
export function healthAddress(read, publicPort) {
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
