import type Provider from 'oidc-provider';
import type { AuthenticateApp } from '../../access/caller.js';
import { parsePersonId, spaceOfPerson } from '../../ids.js';
import type { AccessTokenSigner } from './access-token-signer.js';
import type { ClientGrants } from './client-grants.js';
import type { ProtectedResource } from './resource.js';
import type { GrantValidity } from './grant-validity.js';

/** What access tokens are checked with. */
interface AccessTokensOptions {
  readonly provider: Provider;
  readonly marks: AccessTokenSigner;
  readonly grants: ClientGrants;
  readonly standing: Pick<GrantValidity, 'isValid'>;
  readonly resource: ProtectedResource;
}

/**
 * The access tokens of apps. A token counts while the provider knows it, for this server as its audience (RFC 8707), and
 * while the person's permission stands and leads to a workspace that Notion has not closed: all of that is looked up for
 * each request, so what is taken back is over at once.
 */
export function authenticateApps({
  provider,
  marks,
  grants,
  standing,
  resource,
}: AccessTokensOptions): AuthenticateApp {
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
      scopes: [...token.scopes],
      ...(grant.roots === null ? {} : { roots: grant.roots }),
    };
  };
}
