import type { Changes, CredentialsDatabase } from '../credentials/database.js';
import type { PersonId } from '../credentials/identifiers.js';
import { removeGrants } from './record-store.js';

/** How much was ended. */
export interface SignedOut {
  readonly browsers: number;
  readonly apps: number;
}

/**
 * Ends everything by which somebody may act as a person, or as everybody: the sessions of browsers, and what apps were
 * allowed, with every token and code that came of it. All in one transaction: nothing is left half signed in. Workspaces
 * stay connected; apps see them again only when the person allows it anew.
 */
export function signOut(database: CredentialsDatabase, who: PersonId | 'everybody'): Promise<SignedOut> {
  return database.change(async (changes) => {
    const grants = await grantsOf(changes, who);
    await removeGrants(changes, grants);
    const { numDeletedRows } = await changes
      .deleteFrom('browser_sessions')
      .$if(who !== 'everybody', (query) => query.where('person_id', '=', who))
      .executeTakeFirst();
    return { browsers: Number(numDeletedRows), apps: grants.length };
  });
}

async function grantsOf(changes: Changes, who: PersonId | 'everybody'): Promise<readonly string[]> {
  const rows = await changes
    .selectFrom('client_grants')
    .select('grant_id')
    .$if(who !== 'everybody', (query) => query.where('person_id', '=', who))
    .execute();
  return rows.map(({ grant_id: id }) => id);
}
