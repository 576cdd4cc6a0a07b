import { UpstreamProblem } from '../problem.js';
/** What a callback without a code means (RFC 6749 §4.1.2.1). A foreign issuer's is not believed (RFC 9207 §2.4). */
export async function problemOfCallback({ issuer, namesIssuer }, { error, iss }) {
    const { validateAuthorizationResponseIssuer } = await import('@modelcontextprotocol/client');
    try {
        validateAuthorizationResponseIssuer({ iss, expectedIssuer: issuer, issParameterSupported: namesIssuer });
    }
    catch {
        return new UpstreamProblem('issuer_mismatch');
    }
    switch (error) {
        case 'access_denied':
            return new UpstreamProblem('denied');
        case 'server_error':
        case 'temporarily_unavailable':
            return new UpstreamProblem('unavailable');
        case 'unauthorized_client':
            return new UpstreamProblem('client_not_allowed');
        case 'invalid_client':
            return new UpstreamProblem('client_unknown');
        default:
            return new UpstreamProblem('request_refused');
    }
}
