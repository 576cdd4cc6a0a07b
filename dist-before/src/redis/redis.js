import { Redis } from 'ioredis';
import { describeError } from '../telemetry/log/log.js';
import { withTimeout, TimeoutError } from './with-timeout.js';
import { channelName, redisAddress, redisOptions } from './redis-options.js';
/** Milliseconds that a command may take. A call waits for it, then continues without Redis. */
const COMMAND_TIMEOUT_MS = 250;
/** Milliseconds to wait for the first connection. */
const OPEN_TIMEOUT_MS = 1000;
/** Milliseconds between two health checks. */
const HEALTH_CHECK_INTERVAL_MS = 1000;
/** Unanswered health checks after which a connection counts as dead and is replaced. It may be cut silently. */
const MAX_FAILED_HEALTH_CHECKS = 3;
/** The key that a health check writes: a read-only Redis is of no use. It expires. */
const HEALTH_CHECK_KEY = 'look';
const HEALTH_CHECK_TTL_MS = 60_000;
/** Connects in the background. Losing Redis is logged once, and so is its return. */
export function openRedis(settings, log) {
    return new MonitoredRedis(settings, log);
}
/**
 * Two connections, because one that listens takes no other commands. Losing either means unavailable. Then only a
 * health check is sent each second, so that calls do not each wait for a failure.
 */
class MonitoredRedis {
    #settings;
    #log;
    #commands;
    #messages;
    #receivers = new Map();
    #returnListeners = new Set();
    /** Replies that were logged since Redis was reached. */
    #refusals = new Set();
    #opened;
    #endOpeningWait = () => undefined;
    #state = 'opening';
    /** The latest error of a connection, which is emitted before the connection closes. */
    #trouble;
    #healthCheck;
    #failedHealthChecks = 0;
    /** Whether the connection for messages listens to all channels. */
    #isListening = false;
    #timer;
    constructor(settings, log) {
        this.#settings = settings;
        this.#log = log;
        this.#opened = new Promise((resolve) => {
            this.#endOpeningWait = resolve;
        });
        this.#commands = new Redis(redisOptions(settings));
        this.#messages = new Redis(redisOptions(settings));
        for (const connection of [this.#commands, this.#messages]) {
            connection.on('error', (error) => {
                this.#trouble = error;
            });
            connection.on('close', () => this.#lose(this.#trouble));
            connection.on('ready', () => void this.#checkHealth());
        }
        this.#messages.on('close', () => {
            this.#isListening = false;
        });
        this.#messages.on('message', (name, message) => this.#deliver(name, message));
        this.#timer = setTimeout(() => this.#endOpening(), OPEN_TIMEOUT_MS).unref();
    }
    get isAway() {
        return this.#state !== 'reached';
    }
    async attempt(use) {
        if (this.#state === 'opening') {
            await this.#opened;
        }
        if (this.isAway) {
            return undefined;
        }
        try {
            return await withTimeout(Promise.resolve().then(() => use(this.#commands)), COMMAND_TIMEOUT_MS);
        }
        catch (error) {
            this.#failed(error);
            return undefined;
        }
    }
    async publish(channel, message) {
        await this.attempt((redis) => redis.publish(channelName(this.#settings, channel), message));
    }
    subscribe(channel, receive) {
        const name = channelName(this.#settings, channel);
        const receivers = this.#receivers.get(name) ?? new Set();
        if (receivers.size === 0) {
            this.#receivers.set(name, receivers);
            // Fails while there is no connection; a new one listens to all channels.
            this.#messages.subscribe(name).catch(() => undefined);
        }
        receivers.add(receive);
        return () => {
            receivers.delete(receive);
        };
    }
    onReturn(listener) {
        this.#returnListeners.add(listener);
        return () => {
            this.#returnListeners.delete(listener);
        };
    }
    async check() {
        await this.#opened;
        await this.#checkHealth();
        if (this.isAway) {
            throw new Error('Redis is unavailable.');
        }
    }
    async close() {
        this.#state = 'closed';
        this.#endOpeningWait();
        clearTimeout(this.#timer);
        const connections = [this.#commands, this.#messages];
        // What was sent before is answered first.
        await Promise.allSettled(connections.map((connection) => withTimeout(connection.quit(), COMMAND_TIMEOUT_MS)));
        connections.forEach((connection) => connection.disconnect());
    }
    #deliver(name, message) {
        for (const receive of this.#receivers.get(name) ?? []) {
            try {
                receive(message);
            }
            catch (error) {
                this.#log.error('could not read a message from Redis', describeError(error));
            }
        }
    }
    #endOpening() {
        if (this.#state === 'opening') {
            this.#lose(this.#trouble ?? new TimeoutError());
        }
        this.#watch();
    }
    /** Checks for as long as it is open, so that a frozen Redis is noticed, and one that recovers. */
    #watch() {
        void this.#checkHealth().finally(() => {
            if (this.#state === 'closed') {
                return;
            }
            this.#failedHealthChecks = this.isAway ? this.#failedHealthChecks + 1 : 0;
            if (this.#failedHealthChecks === MAX_FAILED_HEALTH_CHECKS) {
                this.#failedHealthChecks = 0;
                [this.#commands, this.#messages].filter(isConnected).forEach((each) => each.disconnect(true));
            }
            this.#timer = setTimeout(() => this.#watch(), HEALTH_CHECK_INTERVAL_MS).unref();
        });
    }
    #checkHealth() {
        this.#healthCheck ??= this.#checkHealthNow().finally(() => {
            this.#healthCheck = undefined;
        });
        return this.#healthCheck;
    }
    async #checkHealthNow() {
        if (this.#commands.status === 'ready' && this.#messages.status === 'ready') {
            const written = this.#commands.set(HEALTH_CHECK_KEY, '1', 'PX', HEALTH_CHECK_TTL_MS);
            await withTimeout(Promise.all([written, this.#listen()]), COMMAND_TIMEOUT_MS).then(() => this.#reach(), (error) => this.#lose(error));
        }
        else if (this.#state !== 'opening') {
            this.#lose(this.#trouble);
        }
    }
    async #listen() {
        const names = [...this.#receivers.keys()];
        if (this.#isListening || names.length === 0) {
            await this.#messages.ping();
        }
        else {
            await this.#messages.subscribe(...names);
        }
        this.#isListening = true;
    }
    #reach() {
        const before = this.#state;
        if (before === 'reached' || before === 'closed') {
            return;
        }
        this.#state = 'reached';
        this.#refusals.clear();
        this.#endOpeningWait();
        if (before === 'away') {
            this.#log.info('Redis is available again', { address: redisAddress(this.#settings) });
            this.#returnListeners.forEach((listener) => listener());
        }
    }
    #lose(error) {
        if (this.#state === 'away' || this.#state === 'closed') {
            return;
        }
        this.#state = 'away';
        this.#endOpeningWait();
        const fields = { address: redisAddress(this.#settings), reason: reasonOf(error) };
        this.#log.warn('Redis is unavailable; continuing without it', fields);
    }
    /** A command that Redis refuses would be refused again; if one does not get through, no other will. */
    #failed(error) {
        if (!isReply(error)) {
            this.#lose(error);
            return;
        }
        const reason = reasonOf(error);
        if (!this.#refusals.has(reason)) {
            this.#refusals.add(reason);
            this.#log.warn('Redis refused a command; continuing without it', { reason });
        }
    }
}
/** Also while it is asked whether it is ready. */
function isConnected({ status }) {
    return status === 'connect' || status === 'ready';
}
/** Redis answered, with an error. It comes from a package of another realm where tests run. */
function isReply(error) {
    return typeof error === 'object' && error !== null && 'name' in error && error.name === 'ReplyError';
}
/** A network error code, or the first word of Redis's own errors; never the rest, which may hold more. */
function reasonOf(error) {
    if (isReply(error)) {
        return /^[A-Z]+/.exec(error.message)?.[0] ?? 'refused';
    }
    if (error instanceof TimeoutError) {
        return 'no answer';
    }
    const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
    return typeof code === 'string' ? code : 'connection lost';
}
