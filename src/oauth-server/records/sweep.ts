import type { CredentialsDatabase } from '../../database/database.js';

/** Milliseconds between two sweeps. What is over is refused when it is read; sweeping only makes room. */
export const SWEEP_INTERVAL = 600_000;

/** Removes what is over: tokens, codes, interactions, unused clients, permissions and sessions. */
export async function sweepExpired(database: CredentialsDatabase, now: Date): Promise<void> {
  const end = now.toISOString();
  await database.change(async (changes) => {
    await changes.deleteFrom('oauth_records').where('expires_at', '<=', end).execute();
    await changes.deleteFrom('client_grants').where('expires_at', '<=', end).execute();
    await changes.deleteFrom('browser_sessions').where('expires_at', '<=', end).execute();
  });
}
