/** Expired rows are refused when they are read: sweeping only frees space. */
const SWEEP_INTERVAL_MS = 600_000;
/** Removes expired rows periodically; returns the function that stops it. */
export function sweepPeriodically({ database, clock, log }) {
    const sweep = () => {
        sweepExpired(database, clock.now()).catch(() => log.warn('could not remove expired records'));
    };
    const timer = setInterval(sweep, SWEEP_INTERVAL_MS).unref();
    return () => clearInterval(timer);
}
/** Removes expired tokens, codes, interactions, unused clients, grants and browser sessions. */
export async function sweepExpired(database, now) {
    const end = now.toISOString();
    await database.change(async (changes) => {
        await changes.deleteFrom('oauth_records').where('expires_at', '<=', end).execute();
        await changes.deleteFrom('client_grants').where('expires_at', '<=', end).execute();
        await changes.deleteFrom('browser_sessions').where('expires_at', '<=', end).execute();
    });
}
