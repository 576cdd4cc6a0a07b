import { WindowCounter } from '../../notion/limits/window-counter.js';
import { limitAfterProbe, limitAfterRefusal, PROBE_DELAY_MS } from '../../notion/limits/adaptive-limit.js';
import { LocalWindow } from '../../notion/limits/local-window.js';
import type { RefusedBy, RequestWindow, Grant } from '../../notion/limits/request-window.js';
import { STATE_TTL_MS, type RedisLimit, type LimitUpdate } from './redis-limit.js';
import type { LiveProcesses } from './live-processes.js';
import type { SharedRedis } from '../redis.js';
import { takeScript } from './window-scripts.js';

/** Milliseconds for which a process's reported number of waiting requests stays valid. */
const QUEUE_TTL_MS = 70_000;

const onRefused: LimitUpdate = ({ learned, passed, now }, bounds) =>
  limitAfterRefusal(learned, passed, bounds, now);
const onAnswered: LimitUpdate = ({ learned }, bounds) => limitAfterProbe(learned, bounds);
const onUnanswered: LimitUpdate = ({ learned }) => learned;

interface SharedWindowOptions {
  readonly redis: SharedRedis;
  readonly processes: LiveProcesses;
  readonly connection: RedisLimit;
  readonly workspace: RedisLimit | undefined;
  /** Counts the workspace in this process while Redis is unavailable. */
  readonly localWorkspaceCounter: WindowCounter | undefined;
  /** Milliseconds. */
  readonly window: number;
  /** Notifies all processes, and other users in this one, that the window at a key has changed. */
  readonly publish: (key: string) => void;
  /** Returns the unsubscriber. */
  readonly subscribe: (keys: readonly string[], listener: () => void) => () => void;
}

/** How this process counts without Redis. */
interface LocalFallback {
  readonly connection: WindowCounter;
  readonly window: LocalWindow;
  readonly release: () => void;
}

/**
 * The window of a connection that several processes share. Redis counts, on its own clock. While it is unavailable,
 * this process counts alone: its share of the limit, by the last process count. On its return, usage is reported to it.
 */
export class SharedWindow implements RequestWindow {
  readonly #options: SharedWindowOptions;
  readonly #keys: readonly string[];
  readonly #listeners = new Set<() => void>();
  /** While Redis is unavailable. */
  #fallback: LocalFallback | undefined;
  /** What was last known from Redis: requests left, and until when, in milliseconds since the epoch. */
  #snapshot: { readonly limit: number; readonly left: number; readonly end: number } | undefined;
  /** The limits that the probe under way goes beyond. */
  #probed: readonly RedisLimit[] = [];
  /** Those whose window the last requests opened. */
  #opened: readonly RedisLimit[] = [];

  constructor(options: SharedWindowOptions) {
    this.#options = options;
    const { connection, workspace } = options;
    this.#keys = [connection, workspace].flatMap((limit) => (limit === undefined ? [] : [limit.key]));
  }

  async acquire(wanted: number, queued: number): Promise<Grant> {
    await this.#carryPause();
    const carried = this.#carried();
    const reply = await this.#options.redis.attempt((redis) => {
      const { connection, workspace, processes, window } = this.#options;
      const [key, ...others] = this.#keys;
      const values = [
        wanted,
        queued,
        processes.id,
        window,
        STATE_TTL_MS,
        QUEUE_TTL_MS,
        carried.used,
        carried.end,
        PROBE_DELAY_MS,
      ];
      const bounds = [connection, workspace].flatMap((limit) =>
        limit === undefined ? [] : [limit.bounds.start, limit.bounds.max],
      );
      return takeScript.run(redis, [key ?? '', `${key}:waiting`, ...others], [...values, ...bounds]);
    });
    return Array.isArray(reply) ? this.#toGrant(reply.map(Number)) : this.#countLocally().acquire(wanted);
  }

  close(milliseconds: number, by: RefusedBy): void {
    void this.#close(milliseconds, by);
  }

  firstRequestEnded(): void {
    if (this.#fallback === undefined) {
      this.#opened.forEach((limit) => void limit.firstRequestEnded(this.#options.window));
    } else {
      this.#fallback.window.firstRequestEnded();
    }
  }

  probeEnded(isAnswered: boolean): void {
    if (this.#fallback === undefined) {
      void this.#updateFromProbe(isAnswered);
    } else {
      this.#fallback.window.probeEnded(isAnswered);
    }
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    const releases = [this.#options.subscribe(this.#keys, listener), this.#options.redis.onReturn(listener)];
    return () => {
      this.#listeners.delete(listener);
      releases.forEach((release) => release());
    };
  }

  #toGrant(reply: readonly number[]): Grant {
    const [granted = 0, probed = 0, opened = 0, grows = 0, limit = 1, left = 0, ...others] = reply;
    const [askAgainIn = 0, toEnd = 0, waitingElsewhere = 0, processesElsewhere = 0] = others;
    this.#fallback?.release();
    this.#fallback = undefined;
    this.#snapshot = { limit, left, end: Date.now() + toEnd };
    this.#probed = probed > 0 ? this.#limits(probed) : this.#probed;
    this.#opened = opened > 0 ? this.#limits(opened) : this.#opened;
    return {
      granted,
      isProbe: probed > 0,
      isFirst: opened > 0,
      mayGrow: grows === 1,
      limit,
      left,
      retryAfterMs: askAgainIn,
      millisecondsToEnd: toEnd,
      waitingElsewhere,
      processesElsewhere,
    };
  }

  /** As the script numbers them: 1 is the connection's, 2 the workspace's, 3 both. */
  #limits(number: number): readonly RedisLimit[] {
    const { connection, workspace } = this.#options;
    const limits = [number === 2 ? undefined : connection, number === 1 ? undefined : workspace];
    return limits.filter((limit) => limit !== undefined);
  }

  async #close(milliseconds: number, by: RefusedBy): Promise<void> {
    const { connection, workspace, publish } = this.#options;
    const closed = by === 'workspace' && workspace !== undefined ? workspace : connection;
    const teaches = by === 'connection' || (by === 'workspace' && closed === workspace);
    if (await closed.close(milliseconds, teaches ? onRefused : undefined)) {
      publish(closed.key);
    } else {
      this.#countLocally().close(milliseconds, by);
    }
  }

  async #updateFromProbe(isAnswered: boolean): Promise<void> {
    for (const limit of this.#probed) {
      await (isAnswered ? limit.update(onAnswered, 'possible') : limit.update(onUnanswered, 'spent'));
      this.#options.publish(limit.key);
    }
  }

  #countLocally(): LocalWindow {
    if (this.#fallback === undefined) {
      const { connection: kept, processes, window, localWorkspaceCounter } = this.#options;
      const limit = Math.max(1, Math.floor((this.#snapshot?.limit ?? kept.bounds.start) / processes.count));
      const connection = new WindowCounter({ start: limit, max: limit }, window);
      if (this.#snapshot !== undefined && Date.now() < this.#snapshot.end) {
        connection.resume(Math.floor(this.#snapshot.left / processes.count), this.#snapshot.end);
      }
      const alone = new LocalWindow(connection, localWorkspaceCounter);
      const release = alone.onChange(() => this.#listeners.forEach((listener) => listener()));
      this.#fallback = { connection, window: alone, release };
    }
    return this.#fallback.window;
  }

  /** A pause that began while Redis was unavailable still holds when it returns. */
  async #carryPause(): Promise<void> {
    const { connection, redis } = this.#options;
    if (this.#fallback?.connection.isClosed === true && !redis.isAway) {
      await connection.close(this.#fallback.connection.millisecondsToEnd(Date.now()));
    }
  }

  /** What was used while Redis was unavailable, of a window that has not ended. */
  #carried(): { readonly used: number; readonly end: number } {
    const end = Math.ceil(this.#fallback?.connection.millisecondsToEnd(Date.now()) ?? 0);
    return end > 0 ? { used: this.#fallback?.connection.used ?? 0, end } : { used: 0, end: 0 };
  }
}
