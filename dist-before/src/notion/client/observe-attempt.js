import { recordRateLimit } from '../../telemetry/counters.js';
import { observeAttempt } from '../../telemetry/notion-request.js';
import { NotionFailure } from './failure.js';
/** Where Notion is reached if no other address is set. */
const NOTION_API = 'https://api.notion.com';
/** What the attempts of one read have in common. */
export class ObservedRead {
    #endpoint;
    #apiUrl;
    #sent = 0;
    #last;
    constructor(endpoint, apiUrl) {
        this.#endpoint = endpoint;
        this.#apiUrl = apiUrl ?? NOTION_API;
    }
    /** Sends the next attempt. `cancelled` returns whether the caller has cancelled. */
    attempt(send, cancelled) {
        const attempt = {
            endpoint: this.#endpoint,
            apiUrl: this.#apiUrl,
            resendCount: this.#sent,
            retryCause: this.#last && causeOf(this.#last),
        };
        this.#sent += 1;
        return observeAttempt(attempt, send, (error) => {
            this.#last = error instanceof NotionFailure ? error : undefined;
            if (this.#last?.status === 429 || this.#last?.status === 529) {
                recordRateLimit(this.#last.status === 529 ? 'service_overload' : this.#last.rateLimitReason);
            }
            return {
                // Without a failure of Notion's the call's own time was over.
                kind: this.#last?.kind ?? 'timeout',
                status: this.#last?.status,
                requestId: this.#last?.requestId,
                cancelled: cancelled(),
            };
        });
    }
}
function causeOf({ kind, status = 0 }) {
    if (kind === 'network' || kind === 'timeout' || kind === 'malformed') {
        return kind;
    }
    switch (status) {
        case 401:
            return 'token_rejected';
        case 409:
            return 'conflict';
        case 429:
            return 'rate_limited';
        case 529:
            return 'overloaded';
        default:
            return 'server_error';
    }
}
