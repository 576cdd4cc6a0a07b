import { TokenEndpointError } from '../credentials/refresh/token-endpoint.js';
import { OauthFailure } from './oauth-failure.js';
/** Adapts Notion's token endpoint to the credentials room, which does not know Notion's client. */
export function tokenEndpointOf(oauth) {
    return {
        refresh: async (refreshToken, signal) => {
            try {
                return await oauth.refresh(refreshToken, signal);
            }
            catch (error) {
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
