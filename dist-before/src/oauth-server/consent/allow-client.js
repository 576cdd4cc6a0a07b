import { GRANT_LIFETIME_SECONDS, secondsAfter } from '../lifetimes.js';
import { READ_SCOPE, WRITE_SCOPE } from '../grants/resource.js';
/**
 * Stores a user's decision and returns the id of the provider's grant. A user has one grant per client, on however many
 * machines they use it: changes and revocations apply to all of them.
 */
export async function allowClient({ provider, records, grants, resource, clock }, personId, { clientId, client, resources, asksToWrite }, { connectionIds, roots, mayWrite, writeIn, changes }) {
    const known = await grants.find(personId, clientId);
    // What a provider's grant has refused, it keeps refusing.
    const isSame = known !== undefined && known.mayWrite === mayWrite;
    const before = isSame ? await provider.Grant.find(known.grantId) : undefined;
    const grant = before ?? new provider.Grant({ accountId: personId, clientId });
    for (const indicator of resources.length === 0 ? [resource.url] : resources) {
        grant.addResourceScope(indicator, READ_SCOPE);
        if (asksToWrite && mayWrite) {
            grant.addResourceScope(indicator, WRITE_SCOPE);
        }
        else if (asksToWrite) {
            grant.rejectResourceScope(indicator, WRITE_SCOPE);
        }
    }
    const expiresAt = secondsAfter(clock.now(), GRANT_LIFETIME_SECONDS);
    grant.exp = Math.floor(expiresAt.getTime() / 1000);
    const grantId = await grant.save();
    await grants.put({
        personId,
        clientId,
        grantId,
        clientName: client.name,
        redirectUri: client.redirectUri,
        connectionIds,
        roots,
        mayWrite,
        writeIn: writeIn ?? keptPlaces(known, connectionIds),
        changes,
        expiresAt,
    });
    // A registered client is kept as long as a user's permission.
    await records.extend('Client', clientId, expiresAt);
    return grantId;
}
/** Workspaces that the person has kept from changes stay so, however often the client asks. */
function keptPlaces(known, connectionIds) {
    if (known?.mayWrite !== true || known.writeIn === undefined) {
        return undefined;
    }
    const kept = new Set(known.connectionIds.filter((id) => known.writeIn?.includes(id) === false));
    return connectionIds.filter((id) => !kept.has(id));
}
