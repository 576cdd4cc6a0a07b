import { isDeepStrictEqual } from 'node:util';
import { untilAborted } from '../../bounded-work/until-aborted.js';
import { LRUCache } from 'lru-cache';
import { recordCacheLookup } from '../../telemetry/counters.js';
import { InFlightReads } from './in-flight-reads.js';
import { InvalidationClock, type Version } from './invalidation-clock.js';
import { ContentKeeper } from './kept-content.js';
import type { CacheKind, KeptContent, NotionSession } from '../session.js';
import { UNCHANGED, type InvalidationToken, type SharedRead, type SharedReads } from './shared-reads.js';

/** Entries per connection: titles, people and schemas of a large workspace, some megabytes at the most. */
const MAX_ENTRIES = 2000;
/** Milliseconds for which a read is known not to be shared: a call that has just asked for many does not ask again. */
const ABSENCE_LIFETIME_MS = 5000;

/** How a read is made for the cache: within a session of its own, bound to the signal. */
type Loader<Value> = (signal: AbortSignal) => Promise<Value>;

/**
 * What one connection has read recently: titles, people, schemas and, briefly, the properties of pages that were just
 * found. Identical reads in flight are joined. Page bodies are none of these reads: they hold signed file URLs that expire
 * within minutes, and they are private. Those that a call has not shown whole are kept apart (`kept-content.ts`).
 *
 * One cache belongs to one connection, so no key can reach another connection's data. Behind it there may be a second one
 * that all processes share, for the kinds that say so.
 */
export class ReadCache {
  // By size alone: told a number of entries, the package reserves 50 KB for them at once.
  readonly #entries = new LRUCache<string, object>({ maxSize: MAX_ENTRIES });
  readonly #inFlight = new InFlightReads();
  /** Requests under way, for any call that asks for the same meanwhile. */
  readonly reads = new InFlightReads();
  readonly #kinds = new Set<string>();
  readonly #invalidations = new InvalidationClock();
  readonly #shared: SharedReads | undefined;
  /** Reads that were not shared a moment ago, with the marks that were current then. */
  readonly #absent = new LRUCache<string, InvalidationToken>({
    maxSize: MAX_ENTRIES,
    sizeCalculation: () => 1,
    ttl: ABSENCE_LIFETIME_MS,
  });
  /** What turned out to be stale, so that what is shared is as well. */
  readonly #stale = new LRUCache<string, true>({ maxSize: MAX_ENTRIES, sizeCalculation: () => 1 });
  /** Which objects were found to be parts of which. */
  readonly #parts = new LRUCache<string, Set<string>>({ maxSize: MAX_ENTRIES, sizeCalculation: () => 1 });

  /** The content of pages, which is none of the reads above. */
  readonly #content = new ContentKeeper();

  constructor(shared?: SharedReads) {
    this.#shared = shared;
  }

  /** The content that is kept, for a call that began at that moment. */
  contentSince(begun: Version): KeptContent {
    return this.#content.forCall((id) => this.#invalidations.isUnchanged(id, begun));
  }

  /** To be noted before a read begins whose answer goes into {@link set}. */
  get now(): Version {
    return this.#invalidations.now;
  }

  get<Value extends object>(kind: CacheKind<Value>, id: string): Value | undefined {
    const fresh = this.#fresh(kind, id);
    recordCacheLookup(kind.name, fresh === undefined ? 'miss' : 'hit');
    return fresh;
  }

  /** Keeps a value, unless the object has changed since its reading began. */
  set<Value extends object>(kind: CacheKind<Value>, id: string, value: Value, since: Version): void {
    const known = this.#fresh(kind, id);
    if (this.#keep(kind, id, value, since) && this.#isShared(kind) && !isDeepStrictEqual(known, value)) {
      this.#share(kind, id, value, UNCHANGED);
    }
  }

  /** Drops a value that turned out to be stale. */
  delete(kind: CacheKind<object>, id: string): void {
    const key = keyOf(kind.name, id);
    this.#entries.delete(key);
    if (this.#isShared(kind)) {
      this.#absent.delete(key);
      this.#stale.set(key, true);
    }
  }

  /** Drops all that was read of these objects and of their parts, also by reads that are under way. */
  drop(ids: Iterable<string>): void {
    const changed = new Set(ids);
    const parts = [...changed].flatMap((id) => [...(this.#parts.get(id) ?? [])]);
    if (parts.length > 0) {
      // The reporter of the change need not have known them.
      this.#shared?.drop(parts);
    }
    this.#content.drop([...changed, ...parts]);
    for (const id of [...changed, ...parts]) {
      this.#invalidations.invalidate(id);
      for (const name of this.#kinds) {
        const key = keyOf(name, id);
        this.#entries.delete(key);
        this.#absent.delete(key);
        this.#inFlight.forget(key);
      }
    }
  }

  /** Drops everything. */
  clear(): void {
    this.#invalidations.invalidateAll();
    this.#content.clear();
    this.#entries.clear();
    this.#absent.clear();
    this.#inFlight.forgetAll();
  }

  /** Gets what other processes have read, all at once, for `get` to find. */
  async prefetchShared(kind: CacheKind<object>, ids: Iterable<string>): Promise<void> {
    if (this.#shared === undefined || !this.#isShared(kind)) {
      return;
    }
    const wanted = [...new Set(ids)].filter((id) => this.#isWorthAsking(kind, id));
    if (wanted.length === 0) {
      return;
    }
    const since = this.now;
    const reads = await this.#shared.fetch(wanted.map((id) => ({ kind: kind.name, id })));
    for (const [index, read] of (reads ?? []).entries()) {
      this.#receive(kind, wanted[index] ?? '', read, since);
    }
  }

  /**
   * Serves a fresh value or joins or starts the one read for it. The read continues while any caller waits and is
   * aborted when the last one leaves; `open` gives it a session of its own, bound to that signal.
   */
  async load<Value extends object, Session extends NotionSession>(
    kind: CacheKind<Value>,
    id: string,
    caller: AbortSignal,
    open: (signal: AbortSignal) => Session,
    read: (session: Session) => Promise<Value>,
  ): Promise<Value> {
    const fresh = this.#fresh(kind, id);
    if (fresh !== undefined) {
      recordCacheLookup(kind.name, 'hit');
      return fresh;
    }
    const key = keyOf(kind.name, id);
    if (this.#inFlight.has(key)) {
      recordCacheLookup(kind.name, 'joined');
    }
    const { value } = await this.#inFlight.join(key, caller, Infinity, (signal) =>
      // Whatever the read waits for, nobody waits for it any longer than for their own call.
      untilAborted(
        this.#startRead(kind, id, (end) => read(open(end)), signal),
        signal,
      ),
    );
    return value;
  }

  #fresh<Value extends object>(kind: CacheKind<Value>, id: string): Value | undefined {
    // The key carries the kind, and `set` only takes that kind's values.
    return this.#entries.get(keyOf(kind.name, id)) as Value | undefined;
  }

  #startRead<Value extends object>(
    kind: CacheKind<Value>,
    id: string,
    load: Loader<Value>,
    signal: AbortSignal,
  ): Promise<Value> {
    this.#kinds.add(kind.name);
    return this.#isShared(kind)
      ? this.#readShared(kind, id, load, signal)
      : this.#readFromNotion(kind, id, load, signal);
  }

  /** Asks the other processes first, unless it was just done. */
  async #readShared<Value extends object>(
    kind: CacheKind<Value>,
    id: string,
    load: Loader<Value>,
    signal: AbortSignal,
  ): Promise<Value> {
    const key = keyOf(kind.name, id);
    const since = this.now;
    let mark = this.#absent.get(key);
    if (mark === undefined) {
      const [read] = (await this.#shared?.fetch([{ kind: kind.name, id }])) ?? [];
      if (read !== undefined && !this.#stale.has(key)) {
        this.#receive(kind, id, read, since);
        if (read.found !== undefined) {
          return read.found.value as Value;
        }
      }
      mark = read?.token;
    }
    return this.#readFromNotion(kind, id, load, signal, mark);
  }

  async #readFromNotion<Value extends object>(
    kind: CacheKind<Value>,
    id: string,
    load: Loader<Value>,
    signal: AbortSignal,
    mark?: InvalidationToken,
  ): Promise<Value> {
    recordCacheLookup(kind.name, 'miss');
    const since = this.now;
    const value = await load(signal);
    if (this.#keep(kind, id, value, since) && mark !== undefined) {
      this.#stale.delete(keyOf(kind.name, id));
      this.#share(kind, id, value, mark);
    }
    return value;
  }

  #receive(kind: CacheKind<object>, id: string, { token, found }: SharedRead, since: Version): void {
    if (found === undefined) {
      this.#absent.set(keyOf(kind.name, id), token);
    } else {
      recordCacheLookup(kind.name, 'shared');
      this.#keep(kind, id, found.value, since, found.freshFor);
    }
  }

  /** False if the object has changed since. */
  #keep(
    kind: CacheKind<object>,
    id: string,
    value: object,
    since: Version,
    lifetime: number = kind.lifetimeMs,
  ): boolean {
    if (!this.#invalidations.isUnchanged(id, since)) {
      return false;
    }
    const whole = kind.partOf?.(value);
    if (whole !== undefined) {
      this.#parts.set(whole, (this.#parts.get(whole) ?? new Set()).add(id));
    }
    this.#kinds.add(kind.name);
    this.#entries.set(keyOf(kind.name, id), value, { ttl: lifetime, size: kind.weight ?? 1 });
    return true;
  }

  #share(
    { name, lifetimeMs, isShared }: CacheKind<object>,
    id: string,
    value: object,
    mark: InvalidationToken,
  ): void {
    if (isShared === true) {
      this.#shared?.store({ kind: name, id, value, lifetimeMs, token: mark });
    }
  }

  #isShared({ isShared }: CacheKind<object>): boolean {
    return isShared === true && this.#shared !== undefined;
  }

  #isWorthAsking(kind: CacheKind<object>, id: string): boolean {
    const key = keyOf(kind.name, id);
    return !(
      this.#entries.has(key) ||
      this.#absent.has(key) ||
      this.#stale.has(key) ||
      this.#inFlight.has(key)
    );
  }
}

function keyOf(kind: string, id: string): string {
  return `${kind}:${id}`;
}
