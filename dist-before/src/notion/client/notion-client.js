import { Client, LogLevel } from '@notionhq/client';
import { httpFetch } from './http-fetch.js';
/** Pinned: 2026-03-11 knows only `in_trash`, `meeting_notes` and the markdown endpoints as this server reads them. */
export const NOTION_VERSION = '2026-03-11';
/** The library's own timer, which is never reached: an attempt's time is over before. */
const MAX_REQUEST_MS = 3_600_000;
/** The official client, which takes no signal, and a token for good: both are lent to it for the time of a call. */
class LentClient {
    #client;
    #attempt;
    constructor(apiUrl) {
        this.#client = new Client({
            notionVersion: NOTION_VERSION,
            ...(apiUrl === undefined ? {} : { baseUrl: apiUrl }),
            retry: false,
            timeoutMs: MAX_REQUEST_MS,
            logLevel: LogLevel.ERROR,
            // The library logs error messages of Notion, which may echo content, and at some levels to stdout.
            logger: () => { },
            fetch: (url, init) => this.#fetch(url, init ?? {}),
        });
    }
    send(attempt, send) {
        this.#attempt = attempt;
        try {
            return send(this.#client);
        }
        finally {
            this.#attempt = undefined;
        }
    }
    /** The library gets here before its method returns. A later call has no attempt, and so no token. */
    async #fetch(url, init) {
        if (this.#attempt === undefined) {
            throw new Error('A request to Notion was begun outside of its attempt.');
        }
        const { token, signal, milliseconds, notes } = this.#attempt;
        const headers = { ...init.headers, authorization: `Bearer ${token}` };
        const response = await httpFetch(url, { ...init, headers }, signal, { milliseconds });
        notes.responded(response.status, response.headers['x-notion-request-id']);
        return response;
    }
}
/** By address: a process has one for Notion, and creating a client takes longer than using it. */
const clients = new Map();
/** Sends the request that `send` begins, before it returns, on the client that it is given. */
export function sendWith(apiUrl, attempt, send) {
    let client = clients.get(apiUrl);
    if (client === undefined) {
        client = new LentClient(apiUrl);
        clients.set(apiUrl, client);
    }
    return client.send(attempt, send);
}
