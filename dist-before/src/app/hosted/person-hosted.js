import { daysLeft } from '../../credentials/hosted-end.js';
import { parseConnectionId, parsePersonId, spaceOfPerson } from '../../ids.js';
import { browserCookie } from '../../notion-oauth/routes/browser-cookie.js';
import { UpstreamProblem } from '../../upstream/problem.js';
import { problemPage } from '../../upstream/routes/outcome-page.js';
/** The hosted connections of people, for the page that shows them. A sign-in there has to be the same person's. */
export function personHosted(options) {
    const { signIn, credentials, secure, lifetimeMs, clock } = options;
    return {
        workspaces: async (personId) => {
            const connections = await credentials.hostedConnectionsOf(spaceOfPerson(known(personId)));
            return connections
                .filter(({ status }) => status !== 'disconnected')
                .map((connection) => ({
                id: connection.id,
                name: connection.workspace.name,
                icon: connection.workspace.icon,
                status: connection.status === 'connected' ? 'connected' : 'reconnect_needed',
                connectedAt: connection.connectedAt,
                lastUsedAt: connection.lastUsedAt,
                daysLeft: daysLeft(connection, clock.now()),
            }));
        },
        start: async ({ personId, reconnects }, response) => {
            const person = known(personId);
            try {
                const opened = await signIn.begin({
                    spaceId: spaceOfPerson(person),
                    returnTo: null,
                    reconnects: reconnects === undefined ? null : (parseConnectionId(reconnects) ?? null),
                    by: 'page of connections',
                    person,
                    toConnections: true,
                });
                const cookie = browserCookie(opened.state, secure, lifetimeMs);
                response.cookie(cookie.name, opened.browserSecret, cookie.options);
                return { to: opened.authorizeUrl };
            }
            catch (error) {
                if (error instanceof UpstreamProblem) {
                    return { problem: problemPage(error, null) };
                }
                throw error;
            }
        },
    };
}
/** The id comes from a session, where it was validated. */
function known(personId) {
    const id = parsePersonId(personId);
    if (id === undefined) {
        throw new Error('A page was asked for by no valid person.');
    }
    return id;
}
