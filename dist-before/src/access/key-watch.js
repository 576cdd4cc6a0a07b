/** Milliseconds in a UTC day. */
const DAY_MS = 86_400_000;
/**
 * Records the use of keys: the time of last use, and in the audit log the first use of each key in a day (UTC), as seen
 * by each process. Failures are aggregated, because anyone can cause them.
 */
export function serviceKeyObserver(uses, audit, clock) {
    /** One entry per key. */
    const lastDays = new Map();
    return {
        onUsed: ({ id, spaces }) => {
            uses.mark(id);
            const today = Math.floor(clock.now().getTime() / DAY_MS);
            if (lastDays.get(id) !== today) {
                lastDays.set(id, today);
                audit.record({ actor: `key ${id}`, action: 'key.used', outcome: 'done', ...spaceOf(spaces) });
            }
        },
        onRefused: (refusal) => {
            const { reason } = refusal;
            if (reason === 'unknown') {
                audit.recordAggregated({
                    actor: 'anybody',
                    action: 'authentication.failed',
                    outcome: 'refused',
                    details: { with: 'service key' },
                });
            }
            else {
                audit.recordAggregated({
                    actor: `key ${refusal.keyId}`,
                    action: 'key.refused',
                    outcome: 'refused',
                    details: { reason },
                });
            }
        },
    };
}
function spaceOf(spaces) {
    return spaces === 'all' ? {} : { space: spaces };
}
