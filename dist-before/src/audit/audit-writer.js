import { UnavailableError } from '../errors.js';
import { describeError } from '../telemetry/log/log.js';
import { checkpointText } from './chain.js';
import { newEntry } from './new-entry.js';
import { ActorRateLimit } from './actor-rate-limit.js';
import { AggregatedEntries } from './aggregated-entries.js';
/** Milliseconds for which an entry may be buffered to be written with others. */
const WRITE_DELAY_MS = 1000;
/** Milliseconds before a failed write is retried. */
const RETRY_DELAY_MS = 5000;
/** Milliseconds over which equal entries are counted. */
const AGGREGATION_INTERVAL_MS = 60_000;
/** Milliseconds between two checks for entries to prune. */
const PRUNE_INTERVAL_MS = 3_600_000;
/** Milliseconds between two log lines with the end of the chain. */
const PROGRESS_LOG_INTERVAL_MS = 3_600_000;
/** Entries buffered while the database is unavailable; further ones are dropped, and counted. */
const MAX_QUEUED_ENTRIES = 10_000;
/** Maximum entries per transaction, so that it stays short. */
const MAX_BATCH_ENTRIES = 1000;
const DAY_MS = 86_400_000;
/** Writes the audit log in batches, without delaying the recorded requests. */
export class AuditWriter {
    #options;
    #tallies = new AggregatedEntries();
    #pace = new ActorRateLimit();
    #waiting = [];
    #lost = 0;
    #writing = Promise.resolve();
    #failed = false;
    #seen;
    #prunedAt = -Infinity;
    #lastLogged;
    #writeTimer;
    #tallyTimer;
    #closed = false;
    constructor(options) {
        this.#options = options;
    }
    /** False from the first failed write until the next successful one. */
    get isWriting() {
        return !this.#failed;
    }
    /** Entries above an actor's rate limit are aggregated; reads are not limited, as they are one per call. */
    record(entry) {
        const now = this.#options.clock.now();
        if (entry.action === 'page.read' || this.#pace.allows(entry.actor, now.getTime())) {
            this.#add(newEntry(entry, now));
        }
        else {
            this.recordAggregated(entry);
        }
    }
    recordAggregated(entry) {
        this.#tallies.add(entry);
        this.#tallyTimer ??= setTimeout(() => this.#endTallies(), AGGREGATION_INTERVAL_MS).unref();
    }
    /** Writes everything buffered. Rejects if that fails; the entries stay buffered. */
    flush() {
        clearTimeout(this.#writeTimer);
        this.#writeTimer = undefined;
        this.#writing = this.#writing.catch(() => undefined).then(() => this.#write());
        return this.#writing;
    }
    /** Writes everything buffered, including counts of the running minute. Rejects if that fails. */
    async close() {
        this.#closed = true;
        this.#endTallies();
        await this.flush().finally(() => clearTimeout(this.#writeTimer));
        this.#logProgress();
    }
    #add(entry) {
        if (this.#waiting.length >= MAX_QUEUED_ENTRIES) {
            this.#lost += 1;
        }
        else {
            this.#waiting.push(entry);
        }
        this.#writeSoon(this.#failed ? RETRY_DELAY_MS : WRITE_DELAY_MS);
    }
    #writeSoon(milliseconds) {
        // Failures are logged where they occur.
        this.#writeTimer ??= setTimeout(() => void this.flush().catch(() => undefined), milliseconds).unref();
    }
    #endTallies() {
        clearTimeout(this.#tallyTimer);
        this.#tallyTimer = undefined;
        const now = this.#options.clock.now();
        for (const entry of this.#tallies.take()) {
            this.#add(newEntry(entry, now));
        }
    }
    async #write() {
        try {
            while (this.#waiting.length > 0 || this.#lost > 0) {
                await this.#writeBatch();
            }
            if (!this.#closed) {
                await this.#prune();
            }
            this.#noteSuccess();
        }
        catch (error) {
            this.#noteFailure(error);
            throw error;
        }
    }
    async #writeBatch() {
        const { store, clock } = this.#options;
        const now = clock.now();
        const lost = this.#lost;
        const batch = this.#waiting.slice(0, MAX_BATCH_ENTRIES);
        const entries = [...batch, ...(lost === 0 ? [] : [lostEntry(lost, now)])];
        this.#seen = await store.append(entries, now.toISOString(), this.#seen);
        this.#waiting = this.#waiting.slice(batch.length);
        this.#lost -= lost;
    }
    /** Checked on writes: without new entries, nothing has to be pruned. */
    async #prune() {
        const { store, clock, days } = this.#options;
        const now = clock.now();
        if (days === undefined || now.getTime() - this.#prunedAt < PRUNE_INTERVAL_MS) {
            return;
        }
        this.#prunedAt = now.getTime();
        const pruned = await store.prune(new Date(now.getTime() - days * DAY_MS).toISOString());
        if (pruned > 0) {
            this.record({ actor: 'server', action: 'audit.pruned', outcome: 'done', details: { entries: pruned } });
            await this.#writeBatch();
        }
    }
    #noteSuccess() {
        if (this.#failed) {
            this.#failed = false;
            this.#options.log.info('the audit log can be written again');
        }
        const now = this.#options.clock.now().getTime();
        if (this.#lastLogged === undefined || now - this.#lastLogged.at >= PROGRESS_LOG_INTERVAL_MS) {
            this.#logProgress();
        }
    }
    #noteFailure(error) {
        if (!this.#failed) {
            this.#failed = true;
            // While the database is unavailable, the entries stay buffered and are written afterwards.
            const level = error instanceof UnavailableError ? 'warn' : 'error';
            this.#options.log[level]('the audit log cannot be written', describeError(error));
        }
        this.#writeSoon(RETRY_DELAY_MS);
    }
    /** Stored with the logs, it shows whether the end of the chain was cut off. */
    #logProgress() {
        if (this.#options.logsProgress === true &&
            this.#seen !== undefined &&
            this.#seen.sequence !== this.#lastLogged?.sequence) {
            const { sequence } = this.#seen;
            this.#lastLogged = { at: this.#options.clock.now().getTime(), sequence };
            this.#options.log.info('audit log checkpoint', { checkpoint: checkpointText(this.#seen) });
        }
    }
}
function lostEntry(count, now) {
    return newEntry({ actor: 'server', action: 'audit.lost', outcome: 'failed', details: { entries: count } }, now);
}
