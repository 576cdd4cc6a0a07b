import { accountKey } from './accounts.js';
import { consentPage, refusalPage } from './consent-page.js';
/** The authorization request's parameters that are sent back with the decision. */
const PARAMETERS = ['client_id', 'redirect_uri', 'response_type', 'owner', 'state'];
/** `GET /v1/oauth/authorize`: asks. */
export function askConsent(query, state) {
    return withValidRequest(query, state, () => {
        const parameters = Object.fromEntries(PARAMETERS.flatMap((name) => {
            const value = query.get(name);
            return value === null ? [] : [[name, value]];
        }));
        const { client, accounts } = state;
        const question = `${client.name} wants to read your workspace`;
        const action = '/v1/oauth/authorize';
        return html(200, consentPage({ question, action, clientName: client.name, accounts, parameters }));
    });
}
/** `POST /v1/oauth/authorize`: the person has decided. */
export function takeDecision(form, state) {
    return withValidRequest(form, state, (redirect) => {
        if (form.get('decision') !== 'allow') {
            return redirect({ error: 'access_denied' });
        }
        const account = state.accounts.find((candidate) => accountKey(candidate) === form.get('account'));
        if (account === undefined) {
            return html(400, refusalPage('Choose one of the listed people.'));
        }
        return redirect({ code: state.codes.issue(account, form.get('redirect_uri') ?? '') });
    });
}
/** An unknown client or address is reported to the user only: redirecting there would serve the link's author. */
function withValidRequest(parameters, { client }, answer) {
    const redirectUri = parameters.get('redirect_uri') ?? '';
    if (parameters.get('client_id') !== client.id) {
        return html(400, refusalPage('Missing or unknown client_id.'));
    }
    if (!client.acceptsRedirect(redirectUri)) {
        return html(400, refusalPage('Missing or unregistered redirect_uri.'));
    }
    const redirect = (result) => {
        const url = new URL(redirectUri);
        const state = parameters.get('state');
        for (const [name, value] of Object.entries(state === null ? result : { ...result, state })) {
            url.searchParams.set(name, value);
        }
        return { status: 303, headers: { location: url.href }, body: '' };
    };
    if (parameters.get('response_type') !== 'code') {
        return redirect({ error: 'unsupported_response_type' });
    }
    return parameters.get('owner') === 'user' ? answer(redirect) : redirect({ error: 'invalid_request' });
}
function html(status, body) {
    return { status, headers: { 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' }, body };
}
