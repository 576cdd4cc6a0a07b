import { parsePersonId, spaceOfPerson } from '../../ids.js';
import { WRITE_SCOPE } from './resource.js';
/**
 * Authenticates the access tokens of apps. A token is valid while the provider knows it, with this server as its
 * audience (RFC 8707), and while the user's permission is valid and includes a workspace that Notion has not revoked:
 * all of that is checked on each request, so revocation takes effect at once.
 */
export function authenticateApps({ provider, marks, grants, standing, resource, }) {
    return async (presented) => {
        if (!marks.isIssued(presented)) {
            return undefined;
        }
        const token = await provider.AccessToken.find(presented);
        const personId = token && parsePersonId(token.accountId);
        if (token?.clientId === undefined || personId === undefined || token.aud !== resource.url) {
            return 'over';
        }
        const grant = await grants.find(personId, token.clientId);
        if (grant === undefined || grant.grantId !== token.grantId || !(await standing.isValid(grant))) {
            return 'over';
        }
        await grants.markUsed(grant);
        return {
            kind: 'app',
            clientId: token.clientId,
            spaceId: spaceOfPerson(personId),
            scopes: [...token.scopes].filter((scope) => scope !== WRITE_SCOPE || grant.mayWrite),
            ...(grant.roots === null ? {} : { roots: grant.roots }),
            ...(grant.changes === undefined ? {} : { changes: grant.changes }),
        };
    };
}
