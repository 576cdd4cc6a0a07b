import { ReadinessProbe } from './readiness.js';
/** Where each probe is answered. */
export const HEALTH_PATHS = { '/healthz': 'live', '/readyz': 'ready' };
const STOPPING = { status: 503, body: { status: 'stopping' } };
/** The health of this process. Probes authenticate with neither name nor token, so it reveals nothing sensitive. */
export function ownHealth({ isDraining, checks, optionalChecks = {}, indexedPercent, }) {
    const probe = new ReadinessProbe({ ...checks, ...optionalChecks }, Object.keys(optionalChecks));
    return {
        live: () => (isDraining() ? STOPPING : { status: 200, body: { status: 'ok' } }),
        ready: async () => {
            if (isDraining()) {
                return STOPPING;
            }
            const found = await probe.check();
            const index = indexedPercent && { index: { read_percent: await indexedPercent() } };
            return { status: found.status === 'not ready' ? 503 : 200, body: { ...found, ...index } };
        },
    };
}
