import type { IncomingMessage, ServerResponse } from 'node:http';
import { Router, type Request, type RequestHandler } from 'express';
import type Provider from 'oidc-provider';
import { OAUTH_PATHS } from './provider.js';
import { registrationLimits, requestLimit, type RequestLimits } from './request-limits.js';
import { READ_SCOPE, resourceMetadata, type ProtectedResource } from './resource.js';

const WELL_KNOWN = ['/.well-known/oauth-authorization-server', '/.well-known/openid-configuration'] as const;
/** Seconds that browsers remember that they may ask from another origin. */
const PREFLIGHT_AGE = '3600';
/**
 * Parameters of OpenID Connect. There are no ID tokens here, and the provider would refuse a request that has one of
 * these without the scope `openid`.
 */
const IDENTITY_PARAMETERS = ['acr_values', 'claims', 'claims_locales', 'id_token_hint', 'max_age', 'nonce'];

/** What the addresses for clients are made of. */
export interface ProviderRoutesOptions {
  readonly provider: Provider;
  readonly resource: ProtectedResource;
  readonly limits?: RequestLimits | undefined;
}

/** The addresses that clients call: metadata, authorization, token, registration, revocation. */
export function providerRoutes({ provider, resource, limits = {} }: ProviderRoutesOptions): Router {
  const handle = provider.callback() as (request: IncomingMessage, response: ServerResponse) => Promise<void>;
  const { origin, pathname } = new URL(resource.issuer);
  const base = pathname.replace(/(?<!\/)\/+$/, '');

  /** Hands a request over as if it had come to the public address itself, whatever host and path a proxy made of it. */
  const toProvider =
    (path?: string): RequestHandler =>
    async (request, response) => {
      const { protocol, host } = new URL(origin);
      request.headers['x-forwarded-proto'] = protocol.slice(0, -1);
      request.headers['x-forwarded-host'] = host;
      request.url = path ?? request.url;
      request.originalUrl = `${base}${request.url}`;
      await handle(request, response);
    };

  const router = Router();
  router.all([...resource.metadataPaths], anyOrigin('GET'), (_request, response) => {
    response.json(resourceMetadata(resource));
  });
  for (const path of WELL_KNOWN) {
    // RFC 8414 §3.1 puts the path of the issuer behind the well-known part.
    router.all([...new Set([path, `${path}${base}`])], toProvider(path));
  }
  router.get(OAUTH_PATHS.authorize, requestLimit(limits), asksToRead, toProvider());
  router.get(`${OAUTH_PATHS.authorize}/:uid`, toProvider());
  router.all(OAUTH_PATHS.register, anyOrigin('POST'), ...registrationLimits(limits), toProvider());
  router.all([OAUTH_PATHS.token, OAUTH_PATHS.revoke, OAUTH_PATHS.keys], toProvider());
  return router;
}

/**
 * Whatever scopes a client asks for, or none, what can be granted is reading (RFC 6749 §3.3 lets a server ignore what it
 * does not know, and the answer tells the scope). A person is always asked, so a prompt changes nothing but `none`. The
 * answer goes into the query, which is the one mode that every client of MCP reads.
 */
const asksToRead: RequestHandler = (request, _response, next) => {
  const url = new URL(request.url, 'http://request');
  url.searchParams.set('scope', READ_SCOPE);
  for (const parameter of [...IDENTITY_PARAMETERS, 'response_mode']) {
    url.searchParams.delete(parameter);
  }
  if (url.searchParams.get('prompt') !== 'none') {
    url.searchParams.delete('prompt');
  }
  request.url = `${url.pathname}${url.search}`;
  next();
};

/** Lets web pages of any origin read the answer: there is nothing in it that depends on the browser. */
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
