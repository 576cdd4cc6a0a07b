import { LRUCache } from 'lru-cache';
import { createConnection } from '../notion/client/connection.js';
import { narrowedTo, writesWithin, } from '../notion/roots/write-gate.js';
import { ReadCache } from '../notion/cache/read-cache.js';
import { LocalWindows } from '../notion/limits/local-windows.js';
import { RequestBudget } from '../notion/limits/request-budget.js';
import { SendSlots } from '../notion/limits/send-slots.js';
import { observeLimits } from '../telemetry/gauges.js';
/** Connections with cached reads; an evicted one restarts with an empty cache. */
const MAX_CACHES = 1000;
/** Authorizations whose budget is known, some 2 KB each; an evicted one learns it again. */
const MAX_BUDGETS = 10_000;
/** Milliseconds without a call after which a cache is dropped. All that it has read is stale by then. */
const MAX_IDLE_CACHE_MS = 15 * 60_000;
/** Milliseconds between two looks for idle ones. */
const SWEEP_INTERVAL_MS = 60_000;
/**
 * The open Notion connections of all spaces. Cached reads belong to the connection, and so to one space: two spaces
 * with the same authorization share no read. The request budget belongs to the Notion authorization. The token source
 * and the message when it is lost belong to each opener.
 */
export class ConnectionRegistry {
    #options;
    #open = new LRUCache({
        maxSize: MAX_CACHES,
        sizeCalculation: () => 1,
        ttl: MAX_IDLE_CACHE_MS,
        updateAgeOnGet: true,
        perf: { now: () => Date.now() },
    });
    #sweptAt = 0;
    #slots = new SendSlots();
    #windows;
    #budgets = new LRUCache({
        maxSize: MAX_BUDGETS,
        sizeCalculation: () => 1,
    });
    constructor(options) {
        this.#options = options;
        this.#windows = options.windows ?? new LocalWindows(options.requestsPerMinute);
        observeLimits(() => [...this.#budgets.values()].map(({ limit }) => limit));
        options.changes?.onChange(({ workspaceId, objectIds }) => {
            for (const opened of this.#open.values()) {
                if (opened.workspaceId === workspaceId) {
                    opened.cache.drop(objectIds);
                }
            }
        });
        options.changes?.onGap(() => {
            for (const { cache } of this.#open.values()) {
                cache.clear();
            }
        });
    }
    /**
     * Opens the connection for one opener; a connection that was reconnected as another authorization starts with an
     * empty cache.
     */
    open(stored, { changes, ...opener }) {
        const { botId, workspace } = stored;
        const { apiUrl, deadlineMilliseconds, lockdown } = this.#options;
        const budget = this.#budgetOf(botId, workspace.id);
        const cache = this.#cacheOf(stored);
        return createConnection({
            apiUrl,
            deadlineMilliseconds,
            budget,
            cache,
            slots: this.#slots,
            lockdown,
            key: stored.id,
            writes: narrowedTo(changes, this.#writesTo(workspace.id)),
            textIndex: this.#options.textIndexOf?.(stored, { budget, token: opener.token }),
            ...opener,
        });
    }
    /** What a write has changed is forgotten in all processes, as if a webhook had told them. */
    #writesTo(workspaceId) {
        const { writes, changes } = this.#options;
        return writes && writesWithin(writes, async (objectIds) => changes?.publish({ workspaceId, objectIds }));
    }
    #cacheOf(stored) {
        const { id, botId, workspace } = stored;
        this.#dropIdle();
        const known = this.#open.get(id);
        if (known?.botId === botId) {
            return known.cache;
        }
        const cache = new ReadCache(this.#options.sharedReads?.(stored));
        this.#open.set(id, { botId, workspaceId: workspace.id, cache });
        return cache;
    }
    /** What ended connections have read is gone soon, too. */
    #dropIdle() {
        const now = Date.now();
        if (now - this.#sweptAt >= SWEEP_INTERVAL_MS) {
            this.#sweptAt = now;
            this.#open.purgeStale();
        }
    }
    #budgetOf(botId, workspaceId) {
        const known = this.#budgets.get(botId);
        if (known !== undefined) {
            return known;
        }
        const budget = new RequestBudget({
            requestsPerWindow: this.#options.requestsPerMinute,
            requests: this.#windows.of(botId, workspaceId),
        });
        this.#budgets.set(botId, budget);
        return budget;
    }
}
