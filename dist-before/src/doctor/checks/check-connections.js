import { openCredential, toAccessToken } from '../../credentials/access-token.js';
import { findCredential } from '../../credentials/connections/read-credential.js';
import { SealError } from '../../sealing/seal.js';
import { listConnectionHealth, } from '../../credentials/connections/survey-connections.js';
import { quote } from '../../text/quote.js';
import { checkToken } from './check-token.js';
import { fail, ok, warn } from '../finding.js';
/** Maximum connections checked: each costs two requests to Notion. */
const MAX_CHECKED_CONNECTIONS = 10;
/** Checks each stored connection. Refreshes no token, because that would change the store. */
export async function* checkConnections(look) {
    const { count, connections } = await listConnectionHealth(look.queries, MAX_CHECKED_CONNECTIONS);
    if (count === 0) {
        yield warn('connections', 'No workspace is connected.', 'Connect one with notion-rest-mcp connect on this machine, or with the link that a tool call returns.');
        return;
    }
    yield ok('connections', count === 1 ? '1 connection.' : `${count} connections.`);
    // Concurrently: an operator is waiting, and an unresponsive Notion would cost seconds for each.
    const looks = await Promise.all(connections.map((connection) => checkOne(connection, look)));
    yield* looks.flat();
    if (count > connections.length) {
        yield ok('connections', `The ${connections.length} newest were checked.`);
    }
}
async function checkOne(connection, { queries, sealer, apiUrl, isReachable, canRenew }) {
    const name = `${quote(connection.workspaceName ?? 'unnamed workspace')} of space ${connection.spaceId}`;
    if (connection.needsReconnect) {
        return [
            fail('token', `Notion has ended the connection to ${name}.`, 'Connect the workspace again, with notion-rest-mcp connect or the link that a tool call returns.'),
        ];
    }
    if (!isReachable) {
        return [];
    }
    const stored = await findCredential(queries, connection.credentialId);
    try {
        const { accessToken } = toAccessToken(openCredential(sealer, stored));
        const refused = () => canRenew
            ? warn('token', `The token of ${name} is due to be renewed.`, 'The next tool call renews it. If tool calls fail too, connect the workspace again.')
            : fail('token', `The token of ${name} must be renewed, but cannot be.`, 'Set NOTION_CLIENT_ID and NOTION_CLIENT_SECRET to those with which it was connected.');
        return await checkToken({ token: accessToken, name, refused }, apiUrl);
    }
    catch (error) {
        // Already reported by the check of the seals.
        if (error instanceof SealError) {
            return [];
        }
        throw error;
    }
}
