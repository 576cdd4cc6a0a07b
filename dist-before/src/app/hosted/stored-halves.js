import { HostedClients } from '../../upstream/client/hosted-clients.js';
import { hostedConnections } from '../../upstream/hosted-connections.js';
/** The hosted halves of what this machine has stored; a person connects them in a terminal. */
export function storedHalves(credentials, serverUrl, deadlineMilliseconds) {
    return {
        connections: hostedConnections(credentials, serverUrl),
        clients: new HostedClients(),
        deadlineMilliseconds,
        linkFor: async () => undefined,
    };
}
