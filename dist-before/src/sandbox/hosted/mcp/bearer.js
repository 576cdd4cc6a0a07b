import { jsonAnswer, emptyAnswer } from '../http/exchange.js';
/** The 401 of a request without credentials. */
export function missingToken(issuer, { challenge }) {
    return challenge === 'bare'
        ? emptyAnswer(401, { 'www-authenticate': challengeTo(issuer) })
        : refusal(issuer, 'Missing or invalid access token');
}
/** The 401 of a token that is not accepted. */
export function badToken(issuer, problem) {
    return refusal(issuer, problem);
}
function refusal(issuer, description) {
    return jsonAnswer(401, { error: 'invalid_token', error_description: description }, {
        'www-authenticate': `${challengeTo(issuer)}, error="invalid_token", error_description="${description}"`,
    });
}
/** RFC 9728 §5.1. */
function challengeTo(issuer) {
    return `Bearer realm="OAuth", resource_metadata="${issuer}/.well-known/oauth-protected-resource/mcp"`;
}
