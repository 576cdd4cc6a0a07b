import * as z from 'zod';
import { personOfSpace } from '../../ids.js';
import { ConnectLinks } from '../../notion-oauth/connect-links.js';
import { sitePaths } from '../../web/site-paths.js';
import { workspacesOfPerson } from '../grants/person-workspaces.js';
import { areWorkspacesLost } from '../grants/grant-validity.js';
/** The recipient of a link: a link made for one user and one app is valid for no other. */
const target = z.tuple([z.string(), z.string()]);
/** Links a user must open for an app's calls to work: to Notion, or to the page for changing the app's access. */
export class AppLinks {
    #options;
    #links;
    constructor(options) {
        const { flow, clock } = options;
        this.#options = options;
        this.#links = new ConnectLinks(async (key) => {
            const [personId, clientId] = target.parse(JSON.parse(key));
            const started = await flow.start({
                spaceId: null,
                returnTo: null,
                reconnects: null,
                by: 'tool call',
                continues: { kind: 'call', personId, clientId },
            });
            return { link: started.authorizeUrl, isOpen: () => flow.isPending(started.state) };
        }, clock);
    }
    /** Undefined if Notion has revoked all that the app may see: its permission is over, and it asks the user itself. */
    async linkFor(app) {
        const { credentials, grants, resource } = this.#options;
        const { clientId } = app;
        const personId = personOf(app);
        const { connectionIds: seen } = await selectionVisibleTo(grants, app);
        if (await areWorkspacesLost(credentials, { personId, connectionIds: [...seen] })) {
            return undefined;
        }
        const workspaces = await workspacesOfPerson(credentials, personId);
        const seesNone = workspaces.every(({ id }) => !seen.has(id));
        return workspaces.length > 0 && seesNone
            ? `${new URL(resource.issuer).origin}${sitePaths(resource.issuer).app(clientId)}`
            : this.#links.linkFor(JSON.stringify([personId, clientId]));
    }
}
/**
 * The user's current selection for the app: a call may be waiting for the user to change it. No connections if nothing
 * is allowed any more.
 */
export async function selectionVisibleTo(grants, app) {
    const grant = await grants.find(personOf(app), app.clientId);
    return {
        connectionIds: new Set(grant?.connectionIds),
        roots: grant === undefined ? [] : grant.roots,
        writeIn: grant?.writeIn && new Set(grant.writeIn),
        changes: grant?.changes,
    };
}
function personOf({ spaceId }) {
    const personId = personOfSpace(spaceId);
    if (personId === undefined) {
        throw new Error('An app calls for a space that is no person’s.');
    }
    return personId;
}
