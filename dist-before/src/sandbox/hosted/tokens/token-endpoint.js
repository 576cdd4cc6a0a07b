import { Buffer } from 'node:buffer';
import { emptyAnswer, jsonAnswer } from '../http/exchange.js';
import { HostedOauthError } from '../http/oauth-error.js';
/** `POST /token`: a code, a refresh, or a revocation, which has the same address. Forms only. */
export async function answerToken(request, state) {
    const form = readForm(request);
    const client = await authenticated(request, form, state);
    if (!form.has('grant_type') && form.has('token')) {
        state.grants.revoke(form.get('token') ?? '', client.id);
        return emptyAnswer(200);
    }
    switch (form.get('grant_type')) {
        case 'authorization_code':
            return pairAnswer(state.grants.exchange(required(form, 'code'), client.id, form.get('redirect_uri'), form.get('code_verifier')), state.behavior);
        case 'refresh_token':
            return pairAnswer(state.grants.refresh(required(form, 'refresh_token'), client.id), state.behavior);
        default:
            throw new HostedOauthError('unsupported_grant_type', 'Grant type not supported');
    }
}
/** `POST /introspect` (RFC 7662), as far as anybody needs it. */
export async function answerIntrospect(request, state) {
    const form = readForm(request);
    await authenticated(request, form, state);
    return jsonAnswer(200, { active: state.grants.isActive(required(form, 'token')) });
}
function readForm(request) {
    const type = request.headers['content-type']?.split(';', 1)[0]?.trim().toLowerCase();
    if (type !== 'application/x-www-form-urlencoded') {
        throw new HostedOauthError('invalid_request', 'Content-Type must be application/x-www-form-urlencoded');
    }
    return new URLSearchParams(request.body);
}
function required(form, name) {
    const value = form.get(name);
    if (value === null || value === '') {
        throw new HostedOauthError('invalid_request', `${name} is required`);
    }
    return value;
}
/** A client says who it is in one way: in the form or in the header. */
async function authenticated({ headers }, form, state) {
    const basic = basicOf(headers['authorization']);
    if (headers['authorization'] !== undefined && form.has('client_id')) {
        throw new HostedOauthError('invalid_request', 'Client must not use multiple authentication methods');
    }
    const id = basic?.id ?? form.get('client_id') ?? '';
    const secret = basic?.secret ?? form.get('client_secret') ?? undefined;
    if (id === '') {
        throw new HostedOauthError('invalid_client', 'Client ID is required');
    }
    const client = await state.clientOf(id);
    if (client.secret !== undefined && client.secret !== secret) {
        throw new HostedOauthError('invalid_client', 'Client authentication failed');
    }
    return client;
}
function basicOf(header) {
    const encoded = /^Basic (\S+)$/i.exec(header ?? '')?.[1];
    if (encoded === undefined) {
        return undefined;
    }
    const text = Buffer.from(encoded, 'base64').toString();
    const colon = text.indexOf(':');
    return { id: decodeURIComponent(text.slice(0, colon)), secret: decodeURIComponent(text.slice(colon + 1)) };
}
function pairAnswer({ grant, accessToken, refreshToken }, behavior) {
    const { account, scope, resource } = grant.consent;
    return jsonAnswer(200, {
        access_token: accessToken,
        token_type: 'bearer',
        expires_in: Math.floor(behavior.accessTokenMs / 1000),
        refresh_token: refreshToken,
        scope,
        ...(resource !== undefined && { resource }),
        ...(behavior.identity && {
            user_id: account.user.id,
            workspace_id: account.workspace.id,
            email_domain: account.user.email?.split('@')[1] ?? null,
        }),
    }, { 'cache-control': 'no-store' });
}
