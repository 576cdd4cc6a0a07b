import { isRest } from '../credentials/connections/read-connections.js';
import { checkToken } from '../notion/client/check-token.js';
/**
 * Checks with one request whether Notion accepts a connection. A refused token is refreshed, as in a call; if Notion
 * refuses that as well, the connection is marked as needing a person.
 */
export async function checkConnection({ credentials, registry }, { id, spaceId }) {
    const connection = await credentials.findConnection(spaceId, id);
    if (connection?.status !== 'connected' || !isRest(connection)) {
        return 'unknown';
    }
    const tokens = {
        current: (signal) => credentials.accessTokenOf(spaceId, id, signal),
        renewed: ({ version }, signal) => credentials.refreshAfterUnauthorized(spaceId, id, version, signal),
    };
    const state = await checkToken(registry.open(connection, { token: tokens }));
    return state.refused ? 'lost' : state.uncertainty === undefined ? 'alive' : 'unknown';
}
