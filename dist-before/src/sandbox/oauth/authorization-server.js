import { setTimeout as delay } from 'node:timers/promises';
import { ApiError, invalidRequestUrl } from '../errors.js';
import { accountsOf } from './accounts.js';
import { askConsent, takeDecision } from './authorize.js';
import { Codes } from './codes.js';
import { Grants } from './grants.js';
import { registeredClient } from './options.js';
import { answerIntrospect, answerRevoke, answerToken, checkClient, parseOauthBody, } from './token-endpoint.js';
/** The sandbox's OAuth endpoints and what tests may ask of them. */
export class AuthorizationServer {
    client;
    accounts;
    #codes;
    #grants;
    #answerDelay;
    constructor(options, workspaces, connections) {
        const now = options.now ?? Date.now;
        this.client = registeredClient(options);
        this.accounts = accountsOf(workspaces);
        this.#grants = new Grants({
            connections,
            connectionName: this.client.name,
            lifetimeMilliseconds: options.accessTokenLifetimeMilliseconds,
            now,
        });
        this.#codes = new Codes(this.#grants, now);
        this.#answerDelay = options.answerDelayMilliseconds;
    }
    /** What happened so far. */
    get counts() {
        return { ...this.#grants.counts };
    }
    /** A code as the consent page issues it, without a click; the first account if none is given. */
    issueCode(redirectUri, account = this.accounts[0]) {
        if (account === undefined) {
            throw new Error('There is nobody to give consent.');
        }
        return this.#codes.issue(account, redirectUri);
    }
    /** Everybody removes the connection in Notion's settings. */
    removeAllGrants() {
        this.#grants.removeAll();
    }
    /** Stops accepting access tokens whose time is over. */
    expireTokens() {
        this.#grants.expire();
    }
    /** Answers a request to a path that `isOauthPath` knows. */
    async answer(request) {
        const { client, accounts } = this;
        const state = { client, accounts, codes: this.#codes, grants: this.#grants };
        const endpoint = `${request.method} ${request.path}`;
        if (endpoint === 'GET /v1/oauth/authorize') {
            return askConsent(request.query, state);
        }
        if (endpoint === 'POST /v1/oauth/authorize') {
            return takeDecision(new URLSearchParams(request.bodyText), state);
        }
        try {
            const answer = clientEndpoints.get(endpoint);
            if (answer === undefined) {
                throw invalidRequestUrl();
            }
            checkClient(request.authorization, client);
            const body = answer(parseOauthBody(request.bodyText), state);
            if (this.#answerDelay !== undefined) {
                await delay(this.#answerDelay);
            }
            return { status: 200, headers: { 'cache-control': 'no-store' }, body };
        }
        catch (error) {
            if (error instanceof ApiError) {
                return { status: error.status, headers: {}, body: error.body() };
            }
            throw error;
        }
    }
}
const clientEndpoints = new Map([
    ['POST /v1/oauth/token', answerToken],
    ['POST /v1/oauth/introspect', answerIntrospect],
    ['POST /v1/oauth/revoke', answerRevoke],
]);
