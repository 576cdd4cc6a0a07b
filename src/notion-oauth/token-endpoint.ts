import { TokenEndpointError, type TokenEndpoint } from '../credentials/refresh/token-endpoint.js';
import type { OauthClient } from './oauth.js';
import { OauthFailure } from './oauth-failure.js';

/** Adapts Notion's token endpoint to the credentials room, which does not know Notion's client. */
export function tokenEndpointOf(oauth: Pick<OauthClient, 'refresh'>): TokenEndpoint {
  return {
    refresh: async (refreshToken, signal) => {
      try {
        return await oauth.refresh(refreshToken, signal);
      } catch (error) {
        if (!(error instanceof OauthFailure)) {
          throw error;
        }
        const { kind, retryAfterSeconds } = error;
        throw new TokenEndpointError(kind, {
          cause: error,
          ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
        });
      }
    },
  };
}
