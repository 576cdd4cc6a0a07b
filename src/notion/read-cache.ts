import { LRUCache } from 'lru-cache';
import { recordCacheLookup } from '../telemetry/counters.js';
import type { CacheKind, NotionSession } from './session.js';

/** Entries per connection: titles, people and schemas of a large workspace, some megabytes at the most. */
const MOST_ENTRIES = 2000;

/** A read under way and the calls that wait for it. */
interface Flight {
  readonly promise: Promise<object>;
  readonly controller: AbortController;
  passengers: number;
}

/**
 * What one connection has read lately: titles, people, schemas, and for moments the properties of pages that were just
 * found. Identical reads in flight are joined. Page bodies never come in here: they hold signed file URLs that expire
 * within minutes, and they are private.
 *
 * One cache belongs to one connection, so no key can reach another connection's data.
 */
export class ReadCache {
  readonly #entries = new LRUCache<string, object>({ max: MOST_ENTRIES, maxSize: MOST_ENTRIES });
  readonly #flights = new Map<string, Flight>();

  get<Value extends object>(kind: CacheKind<Value>, id: string): Value | undefined {
    const fresh = this.#fresh(kind, id);
    recordCacheLookup(kind.name, fresh === undefined ? 'miss' : 'hit');
    return fresh;
  }

  set<Value extends object>(kind: CacheKind<Value>, id: string, value: Value): void {
    this.#entries.set(keyOf(kind, id), value, { ttl: kind.lifetime, size: kind.weight ?? 1 });
  }

  delete(kind: CacheKind<object>, id: string): void {
    this.#entries.delete(keyOf(kind, id));
  }

  /**
   * Serves a fresh value or joins or starts the one read for it. The read goes on while any of its callers waits and is
   * aborted when the last one leaves; `open` gives it a session of its own, bound to that signal.
   */
  async load<Value extends object>(
    kind: CacheKind<Value>,
    id: string,
    caller: AbortSignal,
    open: (signal: AbortSignal) => NotionSession,
    read: (session: NotionSession) => Promise<Value>,
  ): Promise<Value> {
    const fresh = this.#fresh(kind, id);
    const key = keyOf(kind, id);
    const underWay = this.#flights.get(key);
    recordCacheLookup(kind.name, fresh !== undefined ? 'hit' : underWay === undefined ? 'miss' : 'joined');
    if (fresh !== undefined) {
      return fresh;
    }
    const flight = underWay ?? this.#depart(kind, id, open, read);
    flight.passengers += 1;
    try {
      return (await Promise.race([flight.promise, whenAborted(caller)])) as Value;
    } finally {
      flight.passengers -= 1;
      if (flight.passengers === 0) {
        this.#forget(key, flight);
        flight.controller.abort();
      }
    }
  }

  #fresh<Value extends object>(kind: CacheKind<Value>, id: string): Value | undefined {
    // The key carries the kind, and `set` only takes that kind's values.
    return this.#entries.get(keyOf(kind, id)) as Value | undefined;
  }

  #depart<Value extends object>(
    kind: CacheKind<Value>,
    id: string,
    open: (signal: AbortSignal) => NotionSession,
    read: (session: NotionSession) => Promise<Value>,
  ): Flight {
    const key = keyOf(kind, id);
    const controller = new AbortController();
    const promise = read(open(controller.signal)).then((value) => {
      this.set(kind, id, value);
      return value;
    });
    const flight: Flight = { promise, controller, passengers: 0 };
    this.#flights.set(key, flight);
    const land = (): void => this.#forget(key, flight);
    promise.then(land, land);
    return flight;
  }

  #forget(key: string, flight: Flight): void {
    if (this.#flights.get(key) === flight) {
      this.#flights.delete(key);
    }
  }
}

function keyOf(kind: CacheKind<object>, id: string): string {
  return `${kind.name}:${id}`;
}

function whenAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    if (signal.aborted) {
      reject(signal.reason);
    }
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}
