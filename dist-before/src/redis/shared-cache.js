import { randomBytes } from 'node:crypto';
import { setImmediate as immediate } from 'node:timers/promises';
import { UNCHANGED, } from '../notion/cache/shared-reads.js';
/**
 * Milliseconds. Longer than any value is fresh and any read takes: a mark must not end before what was read without
 * knowing of it.
 */
const TOKEN_LIFETIME_MS = 30 * 60_000;
/** Characters of a value's JSON; a larger one is a schema of thousands of options, and each process reads it itself. */
const MAX_VALUE_CHARACTERS = 256 * 1024;
/** Characters and values that are sent at once: Redis does nothing else meanwhile, and neither does this process. */
const MAX_BATCH_CHARACTERS = 512 * 1024;
const MAX_BATCH_VALUES = 100;
/** Values queued to be shared. Any beyond are dropped: another process reads them itself. */
const MAX_QUEUED_VALUES = 2000;
/** Parts a mark from the value behind it. Base64url has none. */
const SEPARATOR = '.';
/** Keeps each value if its object's mark is still the one under which it was read, in one step. */
const STORE_IF_UNCHANGED = `
for i = 1, #KEYS, 2 do
  local arg = (i - 1) / 2 * 3
  if (redis.call('GET', KEYS[i + 1]) or '') == ARGV[arg + 1] then
    redis.call('SET', KEYS[i], ARGV[arg + 2], 'PX', ARGV[arg + 3])
  end
end`;
/** The reads that processes share, in Redis: for minutes, sealed, each reachable from its own connection only. */
export class SharedCache {
    #redis;
    #sealed;
    #log;
    #waiting = [];
    #sending = Promise.resolve();
    #hasWarned = false;
    constructor(redis, sealed, log) {
        this.#redis = redis;
        this.#sealed = sealed;
        this.#log = log;
    }
    /** What one connection shares. */
    readsOf(connection) {
        return {
            fetch: (names) => this.#fetch(connection, names),
            store: (write) => this.#store(connection, write),
            drop: (objectIds) => void this.invalidate({ workspaceId: connection.workspaceId, objectIds }),
        };
    }
    /** Makes all processes ignore reads from before the change, whichever shared them. False if Redis fails. */
    async invalidate({ workspaceId, objectIds }) {
        const mark = randomBytes(9).toString('base64url');
        const done = await this.#redis.attempt(async (redis) => {
            await Promise.all(objectIds.map((id) => redis.set(this.#tokenKey(workspaceId, id), mark, 'PX', TOKEN_LIFETIME_MS)));
            return true;
        });
        return done ?? false;
    }
    /** Resolves when what was to be shared until now has been. */
    settled() {
        return this.#sending;
    }
    async #fetch(connection, names) {
        const keys = names.flatMap((name) => this.#keysOf(connection, name));
        const texts = await this.#redis.attempt((redis) => redis.mget(keys));
        return (texts &&
            names.map((name, index) => {
                const mark = texts[2 * index + 1] ?? UNCHANGED;
                return { token: mark, ...this.#open(valueName(connection, name), texts[2 * index], mark) };
            }));
    }
    #open(name, text, mark) {
        const [readUnder, sealed] = text?.split(SEPARATOR) ?? [];
        // Read before the change that the mark stands for.
        if (sealed === undefined || readUnder !== mark) {
            return {};
        }
        const opened = this.#sealed.open(name, sealed, mark);
        if (opened === undefined) {
            if (!this.#hasWarned) {
                this.#hasWarned = true;
                this.#log.warn('ignored a value in Redis that was altered');
            }
            return {};
        }
        const { until, value } = JSON.parse(opened);
        const freshFor = until - Date.now();
        return freshFor > 0 ? { found: { value, freshFor } } : {};
    }
    #store(connection, write) {
        if (this.#redis.isAway || this.#waiting.length >= MAX_QUEUED_VALUES) {
            return;
        }
        if (this.#waiting.length === 0) {
            // An answer of Notion brings up to a hundred at once.
            this.#sending = this.#sending.then(() => immediate()).then(() => this.#send());
        }
        this.#waiting.push({ connection, write });
    }
    async #send() {
        const waiting = this.#waiting;
        this.#waiting = [];
        let keys = [];
        let values = [];
        let characters = 0;
        const flush = async () => {
            const [sentKeys, sentValues] = [keys, values];
            [keys, values, characters] = [[], [], 0];
            await this.#redis.attempt((redis) => redis.eval(STORE_IF_UNCHANGED, sentKeys.length, ...sentKeys, ...sentValues));
        };
        for (const { connection, write } of waiting) {
            const text = JSON.stringify({ until: Date.now() + write.lifetimeMs, value: write.value });
            if (text.length <= MAX_VALUE_CHARACTERS) {
                const sealed = this.#sealed.seal(valueName(connection, write), text, write.token);
                keys.push(...this.#keysOf(connection, write));
                values.push(write.token, `${write.token}${SEPARATOR}${sealed}`, write.lifetimeMs);
                characters += sealed.length;
                if (characters >= MAX_BATCH_CHARACTERS || keys.length >= 2 * MAX_BATCH_VALUES) {
                    await flush();
                }
            }
        }
        if (keys.length > 0) {
            await flush();
        }
    }
    /** The value's key and its object's mark. */
    #keysOf(connection, name) {
        return [
            `read:${this.#sealed.hide(valueName(connection, name))}`,
            this.#tokenKey(connection.workspaceId, name.id),
        ];
    }
    #tokenKey(workspaceId, id) {
        return `changed:${this.#sealed.hide(['changed', workspaceId, id])}`;
    }
}
function valueName({ id: connection }, { kind, id }) {
    return ['read', ...connection, kind, id];
}
