import type Provider from 'oidc-provider';
import type { AuthenticateApp } from '../../access/caller.js';
import { parsePersonId, spaceOfPerson } from '../../ids.js';
import type { AccessTokenSigner } from './access-token-signer.js';
import type { ClientGrants } from './client-grants.js';
import { WRITE_SCOPE, type ProtectedResource } from './resource.js';
import type { GrantValidity } from './grant-validity.js';

/** Options of `authenticateApps`. */
interface AccessTokensOptions {
  readonly provider: Provider;
  readonly marks: AccessTokenSigner;
  readonly grants: ClientGrants;
  readonly standing: Pick<GrantValidity, 'isValid'>;
  readonly resource: ProtectedResource;
}

/**
 * Authenticates the access tokens of apps. A token is valid while the provider knows it, with this server as its
 * audience (RFC 8707), and while the user's permission is valid and includes a workspace that Notion has not revoked:
 * all of that is checked on each request, so revocation takes effect at once.
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
      scopes: [...token.scopes].filter((scope) => scope !== WRITE_SCOPE || grant.mayWrite),
      ...(grant.roots === null ? {} : { roots: grant.roots }),
      ...(grant.changes === undefined ? {} : { changes: grant.changes }),
    };
  };
}
