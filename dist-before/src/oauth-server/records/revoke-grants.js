import { grantHash, hashOf } from './record-hashes.js';
/** Ends grants with everything issued under them, and each user's permission, in the caller's transaction. */
export async function deleteGrants(changes, grantIds) {
    const ended = [];
    for (const grantId of grantIds) {
        await deleteRecords(changes, grantId);
        const row = await changes
            .deleteFrom('client_grants')
            .where('grant_id', '=', grantId)
            .returning(['person_id', 'client_id'])
            .executeTakeFirst();
        if (row !== undefined) {
            ended.push({ personId: row.person_id, clientId: row.client_id });
        }
    }
    return ended;
}
/** Deletes everything issued under a grant, and the provider's grant itself. */
export async function deleteRecords(changes, grantId) {
    await changes
        .deleteFrom('oauth_records')
        .where((record) => record.or([
        record('grant_hash', '=', grantHash(grantId)),
        record.and([record('model', '=', 'Grant'), record('id_hash', '=', hashOf('Grant', grantId))]),
    ]))
        .execute();
}
/** Records in the audit log which permissions have ended. */
export function auditRevoked(audit, ended) {
    for (const { personId, clientId } of ended) {
        audit?.record({
            actor: `person ${personId}`,
            action: 'grant.revoked',
            object: `app ${clientId}`,
            outcome: 'done',
        });
    }
}
