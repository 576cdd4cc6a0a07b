import { auditRevoked, deleteGrants } from '../records/revoke-grants.js';
/**
 * Ends all access on behalf of one user, or of all users: browser sessions, and the permissions of apps with every
 * token and code issued under them. Runs in one transaction, so nothing is left half signed in. Workspaces stay
 * connected; apps see them again only when the user allows it again.
 */
export async function signOut({ database, audit }, who) {
    const { people, revoked } = await database.change(async (changes) => {
        const ended = await deleteGrants(changes, await grantsOf(changes, who));
        const sessions = await changes
            .deleteFrom('browser_sessions')
            .$if(who !== 'everybody', (query) => query.where('person_id', '=', who))
            .returning('person_id')
            .execute();
        return { people: sessions.map(({ person_id: id }) => id), revoked: ended };
    });
    for (const person of people) {
        audit?.record({ actor: `person ${person}`, action: 'person.signed-out', outcome: 'done' });
    }
    auditRevoked(audit, revoked);
    return { browsers: people.length, apps: revoked.length };
}
async function grantsOf(changes, who) {
    const rows = await changes
        .selectFrom('client_grants')
        .select('grant_id')
        .$if(who !== 'everybody', (query) => query.where('person_id', '=', who))
        .execute();
    return rows.map(({ grant_id: id }) => id);
}
