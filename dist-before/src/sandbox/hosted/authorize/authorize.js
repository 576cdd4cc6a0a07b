import { accountKey } from '../../oauth/accounts.js';
import { consentPage, refusalPage } from '../../oauth/consent-page.js';
import { htmlAnswer, redirectAnswer } from '../http/exchange.js';
import { HostedOauthError } from '../http/oauth-error.js';
import { randomText } from '../registration/clients.js';
import { matchesRegistered } from '../registration/redirect-uri.js';
/** The authorization request's parameters that are sent back with the decision. */
const PARAMETERS = [
    'client_id',
    'redirect_uri',
    'response_type',
    'state',
    'scope',
    'resource',
    'code_challenge',
    'code_challenge_method',
];
/** The pages between the client's request and its redirect. */
export class AuthorizePages {
    #state;
    #returns = new Map();
    constructor(state) {
        this.#state = state;
    }
    /** `GET /authorize`: asks. */
    async ask(query) {
        return this.#checked(query, (_checked, client) => {
            const parameters = Object.fromEntries(PARAMETERS.flatMap((name) => {
                const value = query.get(name);
                return value === null ? [] : [[name, value]];
            }));
            const { accounts } = this.#state;
            return htmlAnswer(200, consentPage({
                question: `${client.name} wants to act for you in one of your workspaces`,
                action: '/authorize',
                clientName: client.name,
                accounts,
                parameters,
            }));
        });
    }
    /** `POST /authorize`: the person has decided, and goes on to where Notion sends people back to. */
    async decide(form) {
        return this.#checked(form, (checked) => {
            const isAllowed = form.get('decision') === 'allow';
            const account = this.#state.accounts.find((each) => accountKey(each) === form.get('account'));
            if (isAllowed && account === undefined) {
                return htmlAnswer(400, refusalPage('Choose one of the listed people.'));
            }
            const ticket = randomText(32);
            const consent = isAllowed && account !== undefined ? { ...checked, account } : undefined;
            this.#returns.set(ticket, { parameters: form, consent });
            const callback = new URL('/callback', this.#state.issuer);
            callback.searchParams.set('state', ticket);
            return redirectAnswer(callback);
        });
    }
    /** `GET /callback`: back from Notion, and on to the client. */
    return(query) {
        const ticket = query.get('state') ?? '';
        const found = this.#returns.get(ticket);
        if (found === undefined) {
            return htmlAnswer(400, refusalPage('Invalid authorization request'));
        }
        this.#returns.delete(ticket);
        return this.#redirect(found.parameters, found.consent === undefined
            ? { error: 'access_denied', error_description: 'The user denied the request' }
            : { code: this.#state.grants.consent(found.consent) });
    }
    /** An unknown client or address is reported to the person only: redirecting there would serve the link's author. */
    async #checked(parameters, answer) {
        let client;
        try {
            client = await this.#client(parameters.get('client_id') ?? '');
        }
        catch (error) {
            if (error instanceof HostedOauthError) {
                return htmlAnswer(400, refusalPage(error.message));
            }
            throw error;
        }
        const redirectUri = parameters.get('redirect_uri') ?? '';
        if (!matchesRegistered(redirectUri, client.redirectUris)) {
            return htmlAnswer(400, refusalPage('Invalid redirect URI. It must match a registered one.'));
        }
        const problem = this.#problemOf(parameters);
        if (problem !== undefined) {
            const [error, description] = problem;
            return this.#redirect(parameters, { error, error_description: description });
        }
        return answer({
            clientId: client.id,
            redirectUri,
            scope: parameters.get('scope') ?? '',
            resource: parameters.get('resource') ?? undefined,
            challenge: parameters.get('code_challenge') ?? '',
            challengeMethod: parameters.get('code_challenge_method') === 'S256' ? 'S256' : 'plain',
        }, client);
    }
    /** Ids of REST connections are UUIDs; they name no client here. */
    async #client(id) {
        if (id === '' || /^[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}$/i.test(id)) {
            throw new HostedOauthError('invalid_client', 'Missing or incomplete Client ID');
        }
        return this.#state.clientOf(id);
    }
    #problemOf(parameters) {
        const { behavior, issuer } = this.#state;
        const method = parameters.get('code_challenge_method') ?? 'plain';
        const resource = parameters.get('resource');
        if (parameters.get('response_type') !== 'code') {
            return ['unsupported_response_type', 'Only the response type code is supported'];
        }
        if ((parameters.get('code_challenge') ?? '') === '') {
            return ['invalid_request', 'code_challenge is required'];
        }
        if (method !== 'S256' && (method !== 'plain' || behavior.strictPkce)) {
            return ['invalid_request', 'code_challenge_method must be S256'];
        }
        if (resource !== null && ![`${issuer}/mcp`, issuer, `${issuer}/`].includes(resource)) {
            return ['invalid_target', 'The requested resource is invalid'];
        }
        return undefined;
    }
    #redirect(parameters, result) {
        const { behavior, issuer } = this.#state;
        const url = new URL(parameters.get('redirect_uri') ?? '');
        const state = parameters.get('state');
        const iss = behavior.issuer === 'wrong' ? 'https://other-issuer.example' : issuer;
        const all = {
            ...result,
            ...(state !== null && { state }),
            ...(behavior.issuer !== 'absent' && { iss }),
        };
        for (const [name, value] of Object.entries(all)) {
            url.searchParams.set(name, value);
        }
        return redirectAnswer(url);
    }
}
