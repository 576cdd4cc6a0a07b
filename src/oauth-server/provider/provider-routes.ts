import type { IncomingMessage, ServerResponse } from 'node:http';
import { Router, type Request, type RequestHandler } from 'express';
import type Provider from 'oidc-provider';
import { handledRequests } from './handled-requests.js';
import { OAUTH_PATHS } from './provider.js';
import { registrationLimit, requestLimit, type RequestLimits } from '../request-limits.js';
import type { RequestCookies } from './request-cookies.js';
import { READ_SCOPE, resourceMetadata, WRITE_SCOPE, type ProtectedResource } from '../grants/resource.js';
import { tokenRequests, type TokenRequestsOptions } from './token-requests.js';

const WELL_KNOWN = ['/.well-known/oauth-authorization-server', '/.well-known/openid-configuration'] as const;
/** Seconds for which browsers cache a CORS preflight. */
const PREFLIGHT_AGE = '3600';
/**
 * OpenID Connect parameters. There are no ID tokens here, and the provider would refuse a request that has one of these
 * without the scope `openid`.
 */
const IDENTITY_PARAMETERS = ['acr_values', 'claims', 'claims_locales', 'id_token_hint', 'max_age', 'nonce'];

/** Options of the routes for clients. */
interface ProviderRoutesOptions extends TokenRequestsOptions {
  readonly provider: Provider;
  readonly resource: ProtectedResource;
  readonly cookies: RequestCookies;
  readonly limits?: RequestLimits | undefined;
}

/** The endpoints that clients call: metadata, authorization, token, registration, revocation. */
export function providerRoutes(options: ProviderRoutesOptions): Router {
  const { provider, resource, cookies, limits = {} } = options;
  const handle = provider.callback() as (request: IncomingMessage, response: ServerResponse) => Promise<void>;
  const { origin, pathname } = new URL(resource.issuer);
  const base = pathname.replace(/(?<!\/)\/+$/, '');

  /** Passes a request on as if sent to the public URL itself, whatever host and path a proxy made of it. */
  const toProvider =
    (path?: string): RequestHandler =>
    async (request, response) => {
      const { protocol, host } = new URL(origin);
      request.headers['x-forwarded-proto'] = protocol.slice(0, -1);
      request.headers['x-forwarded-host'] = host;
      request.url = path ?? request.url;
      request.originalUrl = `${base}${request.url}`;
      await handledRequests.run(() => handle(request, response));
    };

  const router = Router();
  router.all([...resource.metadataPaths], anyOrigin('GET'), (_request, response) => {
    response.json(resourceMetadata(resource));
  });
  for (const path of WELL_KNOWN) {
    // RFC 8414 §3.1 puts the issuer's path after the well-known part.
    router.all([...new Set([path, `${path}${base}`])], toProvider(path));
  }
  const authorize = [...requestLimit(limits), cookies.incoming, asksFor(resource.scopes), toProvider()];
  router.get(OAUTH_PATHS.authorize, ...authorize);
  router.get(`${OAUTH_PATHS.authorize}/:uid`, cookies.incoming, toProvider());
  router.all(OAUTH_PATHS.register, anyOrigin('POST'), ...registrationLimit(limits), toProvider());
  router.all([OAUTH_PATHS.token, OAUTH_PATHS.revoke], tokenRequests(options), toProvider());
  router.all(OAUTH_PATHS.keys, toProvider());
  return router;
}

/**
 * Whatever scopes a client requests, or none, it asks to read, and to write only if it says so and the server makes changes
 * (RFC 6749 §3.3 lets a server ignore unknown scopes, and the response states the scope). The user is always asked, so `none`
 * is the only prompt that matters. The response is sent in the query, the one mode that every MCP client reads.
 */
const asksFor =
  (offered: readonly string[]): RequestHandler =>
  (request, _response, next) => {
    const url = new URL(request.url, 'http://request');
    const requested = url.searchParams.getAll('scope').flatMap((text) => text.split(' '));
    const asksToWrite = requested.includes(WRITE_SCOPE) && offered.includes(WRITE_SCOPE);
    url.searchParams.set('scope', asksToWrite ? `${READ_SCOPE} ${WRITE_SCOPE}` : READ_SCOPE);
    for (const parameter of [...IDENTITY_PARAMETERS, 'response_mode']) {
      url.searchParams.delete(parameter);
    }
    fitPrompt(url.searchParams);
    request.url = `${url.pathname}${url.search}`;
    next();
  };

/**
 * Removes from `prompt` what forbids asking the user (`none`, OpenID Connect Core §3.1.2.1): as the user is always
 * asked here, the provider answers it with an error at the app's address, and rejects it alongside other values.
 */
function fitPrompt(parameters: URLSearchParams): void {
  const words = parameters.getAll('prompt').map((text) => text.split(/\s+/).filter((word) => word !== ''));
  parameters.delete('prompt');
  if (words.flat().includes('none')) {
    words.forEach((said) => parameters.append('prompt', said.join(' ')));
  }
}

/** Lets web pages of any origin read the response: nothing in it depends on the browser. */
function anyOrigin(method: 'GET' | 'POST'): RequestHandler {
  return (request: Request, response, next) => {
    response.set({ 'access-control-allow-origin': '*', 'cross-origin-resource-policy': 'cross-origin' });
    if (request.method === 'OPTIONS') {
      response
        .set({
          'access-control-allow-methods': method,
          'access-control-allow-headers': 'content-type, mcp-protocol-version',
          'access-control-max-age': PREFLIGHT_AGE,
        })
        .status(204)
        .end();
      return;
    }
    next();
  };
}
