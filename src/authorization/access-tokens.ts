import type Provider from 'oidc-provider';
import type { AuthenticateApp } from '../access/caller.js';
import { parsePersonId, spaceOfPerson } from '../credentials/identifiers.js';
import type { ClientGrants } from './client-grants.js';
import type { ProtectedResource } from './resource.js';
import type { StandingGrants } from './standing-grants.js';

/** Longer than any token of ours; what is longer is not looked up. */
const LONGEST_TOKEN = 128;

/**
 * The access tokens of apps. A token counts while the provider knows it, for this server as its audience (RFC 8707), and
 * while the person's permission stands and leads to a workspace that Notion has not closed: all of that is looked up for
 * each request, so what is taken back is over at once.
 */
export function authenticateApps(
  provider: Provider,
  grants: ClientGrants,
  standing: Pick<StandingGrants, 'stands'>,
  resource: ProtectedResource,
): AuthenticateApp {
  return async (presented) => {
    if (presented.length > LONGEST_TOKEN) {
      return undefined;
    }
    const token = await provider.AccessToken.find(presented);
    const personId = token && parsePersonId(token.accountId);
    if (token?.clientId === undefined || personId === undefined || token.aud !== resource.url) {
      return undefined;
    }
    const grant = await grants.find(personId, token.clientId);
    if (grant === undefined || grant.grantId !== token.grantId || !(await standing.stands(grant))) {
      return undefined;
    }
    await grants.markUsed(grant);
    return {
      kind: 'app',
      clientId: token.clientId,
      spaceId: spaceOfPerson(personId),
      scopes: [...token.scopes],
    };
  };
}
