import { jsonAnswer, emptyAnswer, type HostedAnswer } from '../http/exchange.js';
import type { HostedBehavior } from '../options.js';
import type { TokenProblem } from '../tokens/grants.js';

/** The 401 of a request without credentials. */
export function missingToken(issuer: string, { challenge }: HostedBehavior): HostedAnswer {
  return challenge === 'bare'
    ? emptyAnswer(401, { 'www-authenticate': challengeTo(issuer) })
    : refusal(issuer, 'Missing or invalid access token');
}

/** The 401 of a token that is not accepted. */
export function badToken(issuer: string, problem: TokenProblem): HostedAnswer {
  return refusal(issuer, problem);
}

function refusal(issuer: string, description: string): HostedAnswer {
  return jsonAnswer(
    401,
    { error: 'invalid_token', error_description: description },
    {
      'www-authenticate': `${challengeTo(issuer)}, error="invalid_token", error_description="${description}"`,
    },
  );
}

/** RFC 9728 §5.1. */
function challengeTo(issuer: string): string {
  return `Bearer realm="OAuth", resource_metadata="${issuer}/.well-known/oauth-protected-resource/mcp"`;
}
