import { readCookie } from '../../notion-oauth/routes/browser-cookie.js';
import { hashSecret, newSecret } from '../../http/secret.js';
import { parsePersonId } from '../../ids.js';
import { BROWSER_SESSION_LIFETIME_SECONDS, secondsAfter } from '../lifetimes.js';
/**
 * Browser sessions. A browser has one secret in one cookie; it proves where forms came from (CSRF) before sign-in. Once
 * Notion has identified the user, a **new** secret represents them: one planted in the browser earlier never does
 * (session fixation). Only its hash is stored.
 */
export class BrowserSessions {
    #options;
    constructor(options) {
        this.#options = options;
    }
    async find(request) {
        const secret = this.#cookieOf(request);
        if (secret === undefined) {
            return undefined;
        }
        const row = await this.#options.database.queries
            .selectFrom('browser_sessions')
            .selectAll()
            .where('secret_hash', '=', hashSecret(secret))
            .where('expires_at', '>', this.#options.clock.now().toISOString())
            .executeTakeFirst();
        const personId = row && this.#isValid(row, hashSecret(secret)) ? parsePersonId(row.person_id) : undefined;
        return personId === undefined
            ? undefined
            : { personId, name: row?.person_name ?? null, browserSecret: secret };
    }
    /** Signs the user in at this browser under a new secret; the previous one becomes invalid. */
    async begin(request, response, person) {
        const { database, clock, randomBytes } = this.#options;
        const before = this.#cookieOf(request);
        const secret = newSecret(randomBytes);
        const now = clock.now();
        await database.change(async (changes) => {
            if (before !== undefined) {
                await changes.deleteFrom('browser_sessions').where('secret_hash', '=', hashSecret(before)).execute();
            }
            await changes
                .insertInto('browser_sessions')
                .values(database.macs.signed('browser_sessions', {
                secret_hash: hashSecret(secret),
                person_id: person.id,
                person_name: person.name,
                expires_at: secondsAfter(now, BROWSER_SESSION_LIFETIME_SECONDS).toISOString(),
            }))
                .execute();
        });
        this.#setCookie(response, secret, BROWSER_SESSION_LIFETIME_SECONDS * 1000);
        this.#record('person.signed-in', person.id);
        return { personId: person.id, name: person.name, browserSecret: secret };
    }
    async end(request, response) {
        const secret = this.#cookieOf(request);
        if (secret !== undefined) {
            const ended = await this.#options.database.change((changes) => changes
                .deleteFrom('browser_sessions')
                .where('secret_hash', '=', hashSecret(secret))
                .returning('person_id')
                .executeTakeFirst());
            if (ended !== undefined) {
                this.#record('person.signed-out', ended.person_id);
            }
        }
        response.clearCookie(this.#name, this.#cookieOptions);
    }
    /** The browser's secret, signed in or not; set with this response if there is none. */
    secretOf(request, response) {
        const known = this.#cookieOf(request);
        if (known !== undefined) {
            return known;
        }
        const secret = newSecret(this.#options.randomBytes);
        this.#setCookie(response, secret);
        return secret;
    }
    #record(action, personId) {
        this.#options.audit?.record({ actor: `person ${personId}`, action, outcome: 'done' });
    }
    /** Checks the query's conditions again on the row: see `RowMacs.isGenuine`. */
    #isValid(row, secret_hash) {
        const { database, clock } = this.#options;
        const isOver = row.expires_at <= clock.now().toISOString();
        return !isOver && database.macs.isGenuine('browser_sessions', row, { secret_hash });
    }
    /** The secret sent by the browser. */
    #cookieOf(request) {
        const value = readCookie(request.headers.cookie, this.#name);
        return value !== undefined && /^[\w-]{43}$/.test(value) ? value : undefined;
    }
    #setCookie(response, secret, maxAge) {
        response.cookie(this.#name, secret, {
            ...this.#cookieOptions,
            ...(maxAge === undefined ? {} : { maxAge }),
        });
    }
    /** `__Host-`: no other host of the same domain can plant it (RFC 6265bis §4.1.3.2). */
    get #name() {
        return `${this.#options.secure ? '__Host-' : ''}notion-person`;
    }
    /** Lax: users return from Notion, and from their client, by cross-site navigation. */
    get #cookieOptions() {
        return { httpOnly: true, sameSite: 'lax', secure: this.#options.secure, path: '/' };
    }
}
