/** Queries of the pages for people: which connections use a person's authorization, and which browsers are theirs. */
export async function createPeopleIndexes(changes) {
    await changes.schema
        .createIndex('connections_owner_user_id')
        .on('connections')
        .column('owner_user_id')
        .execute();
    await changes.schema
        .createIndex('browser_sessions_person_id')
        .on('browser_sessions')
        .column('person_id')
        .execute();
}
