import { parsePersonId } from '../../ids.js';
import { validateClientMetadata } from '../clients/client-metadata.js';
import { Provider, errors } from '../clients/provider-library.js';
import { ACCESS_TOKEN_LIFETIME_SECONDS, CODE_LIFETIME_SECONDS, GRANT_LIFETIME_SECONDS, INTERACTION_LIFETIME_SECONDS, REFRESH_TOKEN_LIFETIME_SECONDS, } from '../lifetimes.js';
import { failurePage, handleFailures } from './provider-failures.js';
import { ProviderAdapter } from './provider-adapter.js';
import { isThisResource } from '../grants/resource.js';
import { noticePage } from '../../web/pages/notice-page.js';
import { sendPage } from '../../web/send-page.js';
/** Paths of the authorization server, below the public URL. */
export const OAUTH_PATHS = {
    authorize: '/oauth/authorize',
    token: '/oauth/token',
    register: '/oauth/register',
    revoke: '/oauth/revoke',
    keys: '/oauth/keys',
    consent: '/oauth/consent',
};
/**
 * The OAuth 2.1 authorization server, based on `oidc-provider`. Storage, user consent and the rules on clients are our
 * own. It keeps no sessions: the user and their permissions are determined again for each request.
 */
export function createProvider(options) {
    const { resource, rotation, marks, log } = options;
    const provider = new Provider(resource.issuer, configurationFor(options));
    // Requests carry the public URL when they arrive (see `forwarded`), whatever host they were sent to.
    provider.proxy = true;
    const model = provider.RefreshToken.prototype;
    const accessModel = provider.AccessToken.prototype;
    const freshAccessId = accessModel.generateTokenId;
    accessModel.generateTokenId = function generateTokenId() {
        return marks.issue(freshAccessId.call(this));
    };
    const freshId = model.generateTokenId;
    model.generateTokenId = function generateTokenId() {
        const { RotatedRefreshToken: rotated } = Provider.ctx?.oidc.entities ?? {};
        return rotated === undefined ? freshId.call(this) : rotation.next(rotated.jti);
    };
    handleFailures(provider, log);
    provider.use(async (context, next) => {
        await next();
        if (isObject(context.body) && 'issuer' in context.body) {
            // Lists what this server supports, not all that the library could do.
            context.body = {
                ...context.body,
                scopes_supported: resource.scopes,
                response_modes_supported: ['query'],
            };
        }
        options.cookies.outgoing(context.res);
    });
    provider.on('grant.revoked', () => log.warn('ended everything that came of one authorization'));
    return provider;
}
function configurationFor(options) {
    const { resource, secrets } = options;
    const secure = resource.issuer.startsWith('https:');
    const cookie = { httpOnly: true, sameSite: 'lax', signed: true, secure };
    return {
        adapter: (model) => new ProviderAdapter(model, options),
        jwks: { keys: [secrets.signingKey] },
        cookies: {
            keys: [secrets.cookieKey],
            names: {
                session: options.cookies.session,
                interaction: options.cookies.interaction,
                resume: options.cookies.resume,
            },
            long: cookie,
            short: cookie,
        },
        routes: {
            authorization: OAUTH_PATHS.authorize,
            token: OAUTH_PATHS.token,
            registration: OAUTH_PATHS.register,
            revocation: OAUTH_PATHS.revoke,
            jwks: OAUTH_PATHS.keys,
        },
        interactions: { url: (_context, { uid }) => `${resource.issuer}${OAUTH_PATHS.consent}/${uid}` },
        ttl: {
            AccessToken: ACCESS_TOKEN_LIFETIME_SECONDS,
            AuthorizationCode: CODE_LIFETIME_SECONDS,
            Grant: GRANT_LIFETIME_SECONDS,
            IdToken: ACCESS_TOKEN_LIFETIME_SECONDS,
            Interaction: INTERACTION_LIFETIME_SECONDS,
            RefreshToken: REFRESH_TOKEN_LIFETIME_SECONDS,
            Session: INTERACTION_LIFETIME_SECONDS,
        },
        // Tokens are opaque and looked up: revocation takes effect with the next request.
        features: {
            devInteractions: { enabled: false },
            dPoP: { enabled: false },
            userinfo: { enabled: false },
            rpInitiatedLogout: { enabled: false },
            pushedAuthorizationRequests: { enabled: false },
            // For another client's token, success is reported without revoking it (RFC 7009 §2.2).
            revocation: {
                enabled: true,
                allowedPolicy: (_context, client, token) => token.clientId === client.clientId,
            },
            registration: { enabled: true, issueRegistrationAccessToken: false },
            clientIdMetadataDocument: {
                enabled: true,
                ack: 'draft-02',
                cacheDuration: { min: 60, max: 86_400 },
            },
            resourceIndicators: {
                enabled: true,
                defaultResource: (_context, _client, oneOf) => oneOf?.find((indicator) => isThisResource(resource, indicator)) ?? resource.url,
                useGrantedResource: () => true,
                getResourceServerInfo: (_context, indicator) => {
                    if (!isThisResource(resource, indicator)) {
                        throw new errors.InvalidTarget('this server issues tokens for its own resource only');
                    }
                    return {
                        scope: resource.scopes.join(' '),
                        audience: resource.url,
                        accessTokenTTL: ACCESS_TOKEN_LIFETIME_SECONDS,
                        accessTokenFormat: 'opaque',
                    };
                },
            },
        },
        scopes: [],
        responseTypes: ['code'],
        pkce: { required: () => true },
        clientAuthMethods: ['none', 'client_secret_basic', 'client_secret_post', 'private_key_jwt'],
        clientDefaults: {
            grant_types: ['authorization_code', 'refresh_token'],
            response_types: ['code'],
            id_token_signed_response_alg: 'ES256',
            token_endpoint_auth_method: 'client_secret_basic',
        },
        extraClientMetadata: {
            properties: ['redirect_uris'],
            validator: (_context, _key, _value, metadata) => validateClientMetadata(metadata),
        },
        rotateRefreshToken: true,
        issueRefreshToken: (_context, client) => client.grantTypeAllowed('refresh_token'),
        expiresWithSession: () => false,
        loadExistingGrant: ({ oidc }) => {
            const grantId = oidc.result?.consent?.grantId;
            return grantId === undefined ? undefined : oidc.provider.Grant.find(grantId);
        },
        findAccount: (_context, sub) => parsePersonId(sub) === undefined
            ? undefined
            : { accountId: sub, claims: () => Promise.resolve({ sub }) },
        clientBasedCORS: (_context, origin, { redirectUris = [] }) => redirectUris.some((uri) => URL.canParse(uri) && new URL(uri).origin === origin && origin !== 'null'),
        fetch: (target, init) => options.fetch(target instanceof Request ? target.url : target, init),
        fetchResponseBodyLimits: { 'client_id metadata document': 16_384, jwks_uri: 65_536 },
        renderError: (context, out, error) => {
            // The response is an Express response (see `forwarded`); from here on it is sent like all our pages.
            context.respond = false;
            sendPage(context.res, noticePage(failurePage(out.error, error)));
        },
    };
}
function isObject(value) {
    return typeof value === 'object' && value !== null;
}
