import { CountedLimit } from '../../notion/limits/window-counter.js';
import { afterProbe, afterRefusal, BEFORE_PROBE } from '../../notion/limits/adaptive-limit.js';
import { LocalWindow } from '../../notion/limits/local-window.js';
import type { RefusedBy, RequestWindow, Taken } from '../../notion/limits/request-window.js';
import { MEMORY, type KeptLimit, type Lesson } from './redis-limit.js';
import type { LiveProcesses } from './live-processes.js';
import type { SharedRedis } from '../redis.js';
import { takeScript } from './window-scripts.js';

/** Milliseconds that the number of those who wait in a process counts for, after it was told. */
const QUEUE_LIFETIME = 70_000;

const refused: Lesson = ({ learned, passed, now }, bounds) => afterRefusal(learned, passed, bounds, now);
const answered: Lesson = ({ learned }, bounds) => afterProbe(learned, bounds);
const unanswered: Lesson = ({ learned }) => learned;

interface SharedWindowOptions {
  readonly redis: SharedRedis;
  readonly processes: LiveProcesses;
  readonly connection: KeptLimit;
  readonly workspace: KeptLimit | undefined;
  /** Counts the workspace in this process while Redis is away. */
  readonly workspaceAlone: CountedLimit | undefined;
  /** Milliseconds. */
  readonly window: number;
  /** Notifies all processes, and other users in this one, that the window at a key has changed. */
  readonly tell: (key: string) => void;
  /** Gives the way to end it. */
  readonly listen: (keys: readonly string[], listener: () => void) => () => void;
}

/** How this process counts without Redis. */
interface Alone {
  readonly connection: CountedLimit;
  readonly window: LocalWindow;
  readonly release: () => void;
}

/**
 * The window of a connection that several processes share. Redis counts, on its own clock. While it is away this process
 * counts alone: its share of the limit, by the processes that there were. When it is back it is told what was used.
 */
export class SharedWindow implements RequestWindow {
  readonly #options: SharedWindowOptions;
  readonly #keys: readonly string[];
  readonly #listeners = new Set<() => void>();
  /** While Redis is away. */
  #alone: Alone | undefined;
  /** What was last known from Redis: requests left, and until when, in milliseconds since the epoch. */
  #seen: { readonly limit: number; readonly left: number; readonly end: number } | undefined;
  /** The limits that the probe under way goes beyond. */
  #probed: readonly KeptLimit[] = [];
  /** Those whose window the last requests opened. */
  #opened: readonly KeptLimit[] = [];

  constructor(options: SharedWindowOptions) {
    this.#options = options;
    const { connection, workspace } = options;
    this.#keys = [connection, workspace].flatMap((limit) => (limit === undefined ? [] : [limit.key]));
  }

  async take(wanted: number, queued: number): Promise<Taken> {
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
        MEMORY,
        QUEUE_LIFETIME,
        carried.used,
        carried.end,
        BEFORE_PROBE,
      ];
      const bounds = [connection, workspace].flatMap((limit) =>
        limit === undefined ? [] : [limit.bounds.start, limit.bounds.most],
      );
      return takeScript.run(redis, [key ?? '', `${key}:waiting`, ...others], [...values, ...bounds]);
    });
    return Array.isArray(reply) ? this.#taken(reply.map(Number)) : this.#countAlone().take(wanted);
  }

  close(milliseconds: number, by: RefusedBy): void {
    void this.#close(milliseconds, by);
  }

  firstEnded(): void {
    if (this.#alone === undefined) {
      this.#opened.forEach((limit) => void limit.firstEnded(this.#options.window));
    } else {
      this.#alone.window.firstEnded();
    }
  }

  probeEnded(isAnswered: boolean): void {
    if (this.#alone === undefined) {
      void this.#learnFromProbe(isAnswered);
    } else {
      this.#alone.window.probeEnded(isAnswered);
    }
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    const releases = [this.#options.listen(this.#keys, listener), this.#options.redis.onReturn(listener)];
    return () => {
      this.#listeners.delete(listener);
      releases.forEach((release) => release());
    };
  }

  #taken(reply: readonly number[]): Taken {
    const [granted = 0, probed = 0, opened = 0, grows = 0, limit = 1, left = 0, ...others] = reply;
    const [askAgainIn = 0, toEnd = 0, waitingElsewhere = 0, processesElsewhere = 0] = others;
    this.#alone?.release();
    this.#alone = undefined;
    this.#seen = { limit, left, end: Date.now() + toEnd };
    this.#probed = probed > 0 ? this.#limits(probed) : this.#probed;
    this.#opened = opened > 0 ? this.#limits(opened) : this.#opened;
    return {
      granted,
      isProbe: probed > 0,
      isFirst: opened > 0,
      mayGrow: grows === 1,
      limit,
      left,
      askAgainIn,
      millisecondsToEnd: toEnd,
      waitingElsewhere,
      processesElsewhere,
    };
  }

  /** As the script numbers them: 1 is the connection's, 2 the workspace's, 3 both. */
  #limits(number: number): readonly KeptLimit[] {
    const { connection, workspace } = this.#options;
    const limits = [number === 2 ? undefined : connection, number === 1 ? undefined : workspace];
    return limits.filter((limit) => limit !== undefined);
  }

  async #close(milliseconds: number, by: RefusedBy): Promise<void> {
    const { connection, workspace, tell } = this.#options;
    const closed = by === 'workspace' && workspace !== undefined ? workspace : connection;
    const teaches = by === 'connection' || (by === 'workspace' && closed === workspace);
    if (await closed.close(milliseconds, teaches ? refused : undefined)) {
      tell(closed.key);
    } else {
      this.#countAlone().close(milliseconds, by);
    }
  }

  async #learnFromProbe(isAnswered: boolean): Promise<void> {
    for (const limit of this.#probed) {
      await (isAnswered ? limit.learn(answered, 'possible') : limit.learn(unanswered, 'spent'));
      this.#options.tell(limit.key);
    }
  }

  #countAlone(): LocalWindow {
    if (this.#alone === undefined) {
      const { connection: kept, processes, window, workspaceAlone } = this.#options;
      const limit = Math.max(1, Math.floor((this.#seen?.limit ?? kept.bounds.start) / processes.count));
      const connection = new CountedLimit({ start: limit, most: limit }, window);
      if (this.#seen !== undefined && Date.now() < this.#seen.end) {
        connection.resume(Math.floor(this.#seen.left / processes.count), this.#seen.end);
      }
      const alone = new LocalWindow(connection, workspaceAlone);
      const release = alone.onChange(() => this.#listeners.forEach((listener) => listener()));
      this.#alone = { connection, window: alone, release };
    }
    return this.#alone.window;
  }

  /** A pause that came while Redis was away holds when it is back. */
  async #carryPause(): Promise<void> {
    const { connection, redis } = this.#options;
    if (this.#alone?.connection.isClosed === true && !redis.isAway) {
      await connection.close(this.#alone.connection.millisecondsToEnd(Date.now()));
    }
  }

  /** What was used while Redis was away, of a window that has not ended. */
  #carried(): { readonly used: number; readonly end: number } {
    const end = Math.ceil(this.#alone?.connection.millisecondsToEnd(Date.now()) ?? 0);
    return end > 0 ? { used: this.#alone?.connection.used ?? 0, end } : { used: 0, end: 0 };
  }
}
