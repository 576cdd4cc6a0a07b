import { TokenEndpointError, type TokenEndpoint } from '../credentials/refresh/token-endpoint.js';
import type { OauthClient } from './oauth.js';
import { OauthFailure } from './oauth-failure.js';

/** Notion's token endpoint in the words of the credentials room, which knows nothing of Notion's client. */
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
