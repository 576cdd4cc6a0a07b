import type { CacheKind, KeptContent, KeptSize } from '../session.js';

/** Bytes that all connections of a process may keep, and one of them. A long page takes two megabytes. */
const MAX_BYTES = 64 * 1024 * 1024;
const MAX_CONNECTION_BYTES = 16 * 1024 * 1024;

interface Entry {
  readonly owner: ContentKeeper;
  readonly key: string;
  readonly value: object;
  readonly bytes: number;
  /** Objects that it shows: it is forgotten when one of them changes. */
  readonly ids: ReadonlySet<string>;
  readonly stopTimer: () => void;
}

/** Replaces the timers in tests. */
type SetTimer = (run: () => void, milliseconds: number) => () => void;

/**
 * Content that the connections of one process keep in memory for some minutes, with a maximum for all of them together: what was
 * used longest ago goes first. It is never written anywhere, and no process sees that of another.
 */
export class ContentMemory {
  /** The one that was used longest ago comes first. */
  readonly #entries = new Set<Entry>();
  readonly #maxBytes: number;
  readonly #maxConnectionBytes: number;
  readonly #setTimer: SetTimer;
  #bytes = 0;

  constructor(
    { maxBytes = MAX_BYTES, maxConnectionBytes = MAX_CONNECTION_BYTES } = {},
    setTimer: SetTimer = startTimer,
  ) {
    this.#maxBytes = maxBytes;
    this.#maxConnectionBytes = maxConnectionBytes;
    this.#setTimer = setTimer;
  }

  /** Bytes that are kept now. */
  get bytes(): number {
    return this.#bytes;
  }

  /** What is larger than a connection's share is not kept at all. */
  add(entry: Omit<Entry, 'stopTimer'>, lifetimeMs: number): Entry | undefined {
    if (entry.bytes > this.#maxConnectionBytes) {
      return undefined;
    }
    const kept: Entry = {
      ...entry,
      stopTimer: this.#setTimer(() => entry.owner.forget(kept), lifetimeMs),
    };
    this.#entries.add(kept);
    this.#bytes += kept.bytes;
    for (const oldest of this.#entries) {
      const isOver = this.#bytes > this.#maxBytes;
      if (!isOver && entry.owner.bytes + kept.bytes <= this.#maxConnectionBytes) {
        break;
      }
      if (oldest !== kept && (isOver || oldest.owner === entry.owner)) {
        oldest.owner.forget(oldest);
      }
    }
    return kept;
  }

  touch(entry: Entry): void {
    this.#entries.delete(entry);
    this.#entries.add(entry);
  }

  delete(entry: Entry): void {
    if (this.#entries.delete(entry)) {
      this.#bytes -= entry.bytes;
      entry.stopTimer();
    }
  }
}

/** Of this process. */
const processMemory = new ContentMemory();

/** What one connection keeps. No key reaches another connection's content. */
export class ContentKeeper {
  readonly #memory: ContentMemory;
  readonly #entries = new Map<string, Entry>();

  constructor(memory: ContentMemory = processMemory) {
    this.#memory = memory;
  }

  get bytes(): number {
    let bytes = 0;
    for (const entry of this.#entries.values()) {
      bytes += entry.bytes;
    }
    return bytes;
  }

  /**
   * For one call. `isUnchanged` says whether an object has not changed since the call began: what was read of one that
   * has may be its old state.
   */
  forCall(isUnchanged: (id: string) => boolean): KeptContent {
    return {
      get: (kind, id) => this.#get(kind, id),
      set: (kind, id, value, size) => this.#set(kind, id, value, size, isUnchanged),
      delete: (kind, id) => this.#forgetKey(keyOf(kind, id)),
    };
  }

  /** Forgets what shows one of these objects. */
  drop(ids: readonly string[]): void {
    for (const entry of this.#entries.values()) {
      if (ids.some((id) => entry.ids.has(id))) {
        this.forget(entry);
      }
    }
  }

  clear(): void {
    for (const entry of this.#entries.values()) {
      this.forget(entry);
    }
  }

  forget(entry: Entry): void {
    if (this.#entries.get(entry.key) === entry) {
      this.#entries.delete(entry.key);
    }
    this.#memory.delete(entry);
  }

  #get<Value extends object>(kind: CacheKind<Value>, id: string): Value | undefined {
    const entry = this.#entries.get(keyOf(kind, id));
    if (entry !== undefined) {
      this.#memory.touch(entry);
    }
    // The key carries the kind, and `set` only takes that kind's values.
    return entry?.value as Value | undefined;
  }

  #set<Value extends object>(
    kind: CacheKind<Value>,
    id: string,
    value: Value,
    { bytes, ids }: KeptSize,
    isUnchanged: (id: string) => boolean,
  ): void {
    const key = keyOf(kind, id);
    this.#forgetKey(key);
    const shown = new Set(ids);
    if ([...shown].every(isUnchanged)) {
      const entry = this.#memory.add({ owner: this, key, value, bytes, ids: shown }, kind.lifetimeMs);
      if (entry !== undefined) {
        this.#entries.set(key, entry);
      }
    }
  }

  #forgetKey(key: string): void {
    const entry = this.#entries.get(key);
    if (entry !== undefined) {
      this.forget(entry);
    }
  }
}

function keyOf({ name }: CacheKind<object>, id: string): string {
  return `${name}:${id}`;
}

function startTimer(run: () => void, milliseconds: number): () => void {
  const timer = setTimeout(run, milliseconds).unref();
  return () => clearTimeout(timer);
}
