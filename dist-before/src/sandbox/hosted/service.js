import { RateLimiter } from '../rate-limit.js';
import { AuthorizePages } from './authorize/authorize.js';
import { noCounts } from './counts.js';
import { emptyAnswer, jsonAnswer } from './http/exchange.js';
import { HostedOauthError } from './http/oauth-error.js';
import { answerMcp } from './mcp/endpoint.js';
import { metadataAt } from './metadata/metadata.js';
import { standardBehavior } from './options.js';
import { MAX_REGISTRATION_BYTES, RegisteredClients } from './registration/clients.js';
import { clientOfDocument, fetchLocalDocument, isDocumentAddress } from './registration/metadata-document.js';
import { HostedGrants } from './tokens/grants.js';
import { answerIntrospect, answerToken } from './tokens/token-endpoint.js';
/** Everything that the hosted server does with a request, without the sockets. */
export class HostedService {
    issuer;
    accounts;
    behavior = standardBehavior();
    counts = noCounts();
    clients = new RegisteredClients();
    grants;
    #pages;
    #options;
    #now;
    #calls;
    #searches;
    constructor(issuer, accounts, options) {
        this.issuer = issuer;
        this.accounts = accounts;
        this.#options = options;
        this.#now = options.now ?? Date.now;
        Object.assign(this.behavior, options.behavior);
        const { behavior, counts } = this;
        this.grants = new HostedGrants({ behavior, counts, now: this.#now });
        this.#pages = new AuthorizePages({
            issuer,
            behavior,
            accounts,
            grants: this.grants,
            clientOf: (id) => this.#clientOf(id),
        });
        const { limits } = options;
        this.#calls = limits && new RateLimiter(limits.calls, this.#now);
        this.#searches = limits && new RateLimiter(limits.searches, this.#now);
    }
    /** Answers one request; `fault` changes what a tool or the check of a token says. */
    async answer(request, fault) {
        try {
            return await this.#answer(request, fault);
        }
        catch (error) {
            if (error instanceof HostedOauthError) {
                return error.answer();
            }
            throw error;
        }
    }
    async #answer(request, fault) {
        const { issuer, behavior, grants, counts } = this;
        const { method, url } = request;
        if (url.pathname === '/mcp' || url.pathname.startsWith('/mcp/')) {
            const waitOf = (grant, tool) => this.#waitOf(grant, tool);
            return answerMcp(request, { issuer, behavior, grants, counts, now: this.#now, waitOf }, fault);
        }
        const state = { behavior, grants, clientOf: (id) => this.#clientOf(id) };
        switch (`${method} ${url.pathname}`) {
            case 'POST /register':
                return this.#register(request);
            case 'GET /authorize':
                return this.#pages.ask(url.searchParams);
            case 'POST /authorize':
                return this.#pages.decide(new URLSearchParams(request.body));
            case 'GET /callback':
                return this.#pages.return(url.searchParams);
            case 'POST /token':
                return answerToken(request, state);
            case 'POST /introspect':
                return answerIntrospect(request, state);
            default:
                return ((method === 'GET' ? metadataAt(url.pathname, issuer, behavior) : undefined) ?? emptyAnswer(404));
        }
    }
    #register({ body }) {
        if (!this.behavior.registration) {
            return emptyAnswer(404);
        }
        if (Buffer.byteLength(body) > MAX_REGISTRATION_BYTES) {
            throw new HostedOauthError('invalid_request', 'Request payload too large, must be under 1 MiB');
        }
        const answer = this.clients.register(body, this.#now());
        this.counts.registrations += 1;
        return jsonAnswer(201, answer);
    }
    async #clientOf(id) {
        if (this.behavior.clientIdMetadataDocuments && isDocumentAddress(id)) {
            return clientOfDocument(id, this.#options.fetchDocument ?? fetchLocalDocument);
        }
        const client = this.clients.find(id, this.#now(), this.behavior.registrationMs);
        if (client === undefined) {
            throw new HostedOauthError('invalid_client', 'Invalid client_id');
        }
        return client;
    }
    /** The budget is the person's, whatever client asks. Searches have a smaller one of their own. */
    #waitOf({ consent }, tool) {
        const person = consent.account.user.id;
        const wait = this.#calls?.take(person);
        return wait ?? (tool.endsWith('search') ? this.#searches?.take(person) : undefined);
    }
}
