import { Buffer } from 'node:buffer';
import { isObject } from '../query/json.js';
import { presentUser } from '../present/user.js';
import { oauthError } from './errors.js';
/** Throws unless the header holds the client's id and secret (RFC 7617). */
export function checkClient(authorization, client) {
    const encoded = /^Basic (\S+)$/i.exec(authorization ?? '')?.[1];
    if (encoded === undefined ||
        Buffer.from(encoded, 'base64').toString('utf8') !== `${client.id}:${client.secret}`) {
        throw oauthError('invalid_client', 'Client authentication failed.');
    }
}
/** The JSON object of a body; forms are refused, as Notion does. */
export function parseOauthBody(text) {
    try {
        const body = JSON.parse(text);
        if (isObject(body)) {
            return body;
        }
    }
    catch {
        // Reported below.
    }
    throw oauthError('invalid_request', 'The body must be a JSON object.');
}
function field(body, name) {
    const value = body[name];
    if (typeof value !== 'string' || value === '') {
        throw oauthError('invalid_request', `body.${name} should be a non-empty string.`);
    }
    return value;
}
/** `POST /v1/oauth/token`. */
export function answerToken(body, { codes, grants }) {
    switch (field(body, 'grant_type')) {
        case 'authorization_code':
            return tokenResponse(codes.exchange(field(body, 'code'), field(body, 'redirect_uri')));
        case 'refresh_token':
            return tokenResponse(grants.refresh(field(body, 'refresh_token')));
        default:
            throw oauthError('unsupported_grant_type', 'The grant type is not supported.');
    }
}
/** `POST /v1/oauth/introspect`. */
export function answerIntrospect(body, { grants }) {
    return { active: grants.isActive(field(body, 'token')) };
}
/** `POST /v1/oauth/revoke`. */
export function answerRevoke(body, { grants }) {
    grants.revoke(field(body, 'token'));
    return {};
}
function tokenResponse({ account, botId, accessToken, refreshToken }) {
    const { workspace, user } = account;
    return {
        access_token: accessToken,
        token_type: 'bearer',
        refresh_token: refreshToken,
        bot_id: botId,
        workspace_id: workspace.id,
        workspace_name: workspace.name,
        workspace_icon: null,
        owner: { type: 'user', user: presentUser(workspace, user) },
        duplicated_template_id: null,
    };
}
