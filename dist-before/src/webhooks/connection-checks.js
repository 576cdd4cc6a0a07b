import { LRUCache } from 'lru-cache';
import { describeError } from '../telemetry/log/log.js';
/** Milliseconds between two checks of one authorization: most events that omit it only concern a page it cannot see. */
export const CHECK_INTERVAL_MS = 3_600_000;
/** Authorizations whose last check is remembered. */
const MAX_REMEMBERED_CHECKS = 10_000;
/** Checks that wait; what comes then is left to the next event. */
const MAX_QUEUED_CHECKS = 100;
/**
 * Detects that a user has removed the connection in Notion before a call needs it. Notion sends no event for that; but
 * events to public connections name the bots and owners that can see the entity, and an authorization that is left out
 * may be gone. It may as well just not see that page, so Notion is asked, one authorization at a time, each once an hour.
 */
export class ConnectionChecks {
    #options;
    #checkedAt = new LRUCache({ max: MAX_REMEMBERED_CHECKS });
    #queued = 0;
    #last = Promise.resolve();
    constructor(options) {
        this.#options = options;
    }
    /** Starts the checks that an event gives reason for; they run in the background. */
    schedule({ workspaceId, about }) {
        const seenBy = about?.accessibleBy;
        if (seenBy === undefined || this.#queued >= MAX_QUEUED_CHECKS) {
            return;
        }
        this.#queued += 1;
        const seers = new Set(seenBy.map(({ id }) => id));
        this.#last = this.#last
            .then(() => this.#checkAllBut(seers, workspaceId))
            .catch((error) => this.#options.log.warn('could not check connections after a webhook', describeError(error)))
            .finally(() => {
            this.#queued -= 1;
        });
    }
    /** Resolves when nothing is under way. */
    settled() {
        return this.#last;
    }
    async #checkAllBut(seers, workspaceId) {
        const { connectionsOf, check, now, log } = this.#options;
        for (const connection of await connectionsOf(workspaceId)) {
            const { credentialId, ownerUserId } = connection;
            const isSeen = seers.has(credentialId) || (ownerUserId !== null && seers.has(ownerUserId));
            const checkedAt = this.#checkedAt.get(credentialId) ?? -Infinity;
            if (!isSeen && now().getTime() - checkedAt >= CHECK_INTERVAL_MS) {
                this.#checkedAt.set(credentialId, now().getTime());
                if ((await check(connection)) === 'lost') {
                    log.info('a connection was removed in Notion', { connection: connection.id });
                }
            }
        }
    }
}
