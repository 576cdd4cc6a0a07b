import { TokenEndpointError } from '../../credentials/refresh/token-endpoint.js';
import { TokenFailure } from './token-failure.js';
import { requestTokens } from './token-request.js';
/** The token endpoint of one grant, as the refresh machinery knows endpoints. */
export function hostedTokenEndpoint(clock, fetch) {
    return (grant) => ({
        refresh: async (refreshToken, signal) => {
            try {
                const { pair } = await requestTokens(grant, (sdk, request) => sdk.refreshAuthorization(grant.issuer, { ...request, refreshToken }), { signal, now: clock.now(), fetch });
                return pair;
            }
            catch (error) {
                if (!(error instanceof TokenFailure)) {
                    throw error;
                }
                throw new TokenEndpointError(kindOf(error, grant), {
                    cause: error,
                    ...(error.retryAfterSeconds === undefined ? {} : { retryAfterSeconds: error.retryAfterSeconds }),
                });
            }
        },
    });
}
/**
 * A registration ends after some months, and with it every grant that was given to it: a refresh token does not work with
 * another client id. The operator can put right what a configured id or a document lacks, and the grant lives on.
 */
function kindOf({ kind }, { clientKind }) {
    switch (kind) {
        case 'invalid_grant':
        case 'transient':
            return kind;
        case 'client_unknown':
            return clientKind === 'registered' ? 'invalid_grant' : 'configuration';
        case 'configuration':
        case 'wrong_endpoint':
            return 'configuration';
    }
}
