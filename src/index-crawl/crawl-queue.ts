import * as z from 'zod';
import { MAX_LISTED, type SearchIndex } from '../search-index/search-index.js';

/** What comes first: what was just reported as changed, what a look at the edits found, what is new to the index, what may be gone. */
type Urgency = 'reported' | 'changed' | 'new' | 'doubtful';

const PLACES: Readonly<Record<Urgency, string>> = { reported: '0', changed: '1', new: '2', doubtful: '3' };

const task = z.object({
  kind: z.enum(['page', 'database', 'any']),
  /** The object is only asked for, and read where it differs from what is known. */
  isCheck: z.boolean(),
  tries: z.int().min(0).max(100),
  /** Nothing is known of it but what a list says. */
  isUnread: z.boolean().default(false),
});

/** What is to be read of an object. */
export type Task = z.output<typeof task>;

/** The next object to read. */
export interface QueuedTask extends Task {
  readonly id: string;
  readonly urgency: Urgency;
}

/** A change of the state that is written with other changes. */
export type StateChange = Record<string, string | null>;

const TODO = 'todo/';
const LATER = 'later/';
const INBOX = 'inbox/';
/** Minutes since 1970 never have more digits. */
const MINUTE_DIGITS = 10;
/** Objects that processes report in one change. */
const MAX_REPORTED = 1000;

/**
 * What is still to be read, kept in the index itself: a row is added in the transaction that finds it necessary, and removed
 * in the one that writes what was read, so that a kill loses nothing. Within one urgency the latest edit comes first.
 */
export class CrawlQueue {
  readonly #index: Pick<SearchIndex, 'listState'>;
  /** The row of each object. */
  readonly #keys = new Map<string, string>();
  /** Objects that could not be read, until they are to be tried again. */
  readonly #putOff = new Set<string>();
  /** Objects of either sort of which nothing is known but what a list says. */
  readonly #unread = new Set<string>();

  private constructor(index: Pick<SearchIndex, 'listState'>) {
    this.#index = index;
  }

  static async load(index: Pick<SearchIndex, 'listState'>): Promise<CrawlQueue> {
    const queue = new CrawlQueue(index);
    for await (const { key, value } of rowsOf(index, TODO)) {
      queue.#keys.set(idOf(key), key);
      queue.#note(idOf(key), taskOf(value));
    }
    for await (const { key, value } of rowsOf(index, LATER)) {
      const put = taskOf(value);
      if (put.tries > 0 && !queue.has(idOf(key))) {
        queue.#putOff.add(idOf(key));
        queue.#note(idOf(key), put);
      }
    }
    return queue;
  }

  /** Objects that wait to be read, those included that could not be read yet. */
  get size(): number {
    return this.#keys.size + this.#putOff.size;
  }

  /** Those of them that were never read. */
  get unread(): number {
    return this.#unread.size;
  }

  has(id: string): boolean {
    return this.#keys.has(id);
  }

  /** Adds an object, or moves it forward. What it returns has to be written before another is added. */
  add(id: string, urgency: Urgency, editedAt: number, wanted: Partial<Task> = {}): StateChange {
    const minutes = Math.max(0, Math.floor(editedAt / 60_000));
    const place = String(10 ** MINUTE_DIGITS - 1 - minutes).padStart(MINUTE_DIGITS, '0');
    const key = `${TODO}${PLACES[urgency]}/${place}/${id}`;
    const known = this.#keys.get(id);
    if (known !== undefined && known <= key) {
      return {};
    }
    this.#keys.set(id, key);
    this.#putOff.delete(id);
    const isUnread = urgency === 'new' || this.#unread.has(id);
    const value: Task = { kind: 'any', isCheck: false, tries: 0, isUnread, ...wanted };
    this.#note(id, value);
    return { ...(known === undefined ? {} : { [known]: null }), [key]: JSON.stringify(value) };
  }

  /** Removes an object that was read. */
  done(id: string): StateChange {
    const key = this.#keys.get(id);
    this.#keys.delete(id);
    this.#putOff.delete(id);
    this.#unread.delete(id);
    return key === undefined ? {} : { [key]: null };
  }

  /** Removes an object that could not be read, until it is to be tried again. */
  putOff(id: string, due: number, kind: Task['kind'], tries: number): StateChange {
    const isUnread = this.#unread.has(id);
    const removed = this.done(id);
    this.#putOff.add(id);
    this.#note(id, { isUnread });
    return { ...removed, ...later.at(id, due, kind, { tries, isUnread }) };
  }

  #note(id: string, { isUnread }: Pick<Task, 'isUnread'>): void {
    if (isUnread) {
      this.#unread.add(id);
    }
  }

  /** The first one, up to this urgency. */
  async next(least: Urgency = 'doubtful'): Promise<QueuedTask | undefined> {
    const [row] = await this.#index.listState(TODO, { limit: 1 });
    const place = row?.key.slice(TODO.length, TODO.length + 1);
    const urgency = (Object.keys(PLACES) as Urgency[]).find((name) => PLACES[name] === place);
    if (row === undefined || urgency === undefined || PLACES[urgency] > PLACES[least]) {
      return undefined;
    }
    return { id: idOf(row.key), urgency, ...taskOf(row.value) };
  }
}

/** An object that is to be read at some time, in milliseconds since 1970. */
interface LaterTask extends Task {
  readonly id: string;
  readonly due: number;
  /** Removes the row. */
  readonly done: StateChange;
}

/** Rows that say when an object is to be read again. */
export const later = {
  at: (
    id: string,
    due: number,
    kind: Task['kind'],
    { tries, isUnread }: Pick<Task, 'tries' | 'isUnread'> = { tries: 0, isUnread: false },
  ): StateChange => ({
    [`${LATER}${new Date(due).toISOString()}/${id}`]: JSON.stringify({
      kind,
      isCheck: false,
      tries,
      isUnread,
    }),
  }),
  /** The next row, and when it is due. */
  async next(index: Pick<SearchIndex, 'listState'>): Promise<LaterTask | undefined> {
    const [row] = await index.listState(LATER, { limit: 1 });
    if (row === undefined) {
      return undefined;
    }
    const due = Date.parse(row.key.slice(LATER.length, row.key.lastIndexOf('/')));
    return {
      id: idOf(row.key),
      due: Number.isNaN(due) ? 0 : due,
      done: { [row.key]: null },
      ...taskOf(row.value),
    };
  },
};

/** Rows in which any process reports objects that have changed; the one that crawls takes them. */
export const inbox = {
  report: (ids: readonly string[]): StateChange =>
    Object.fromEntries(ids.slice(0, MAX_REPORTED).map((id) => [`${INBOX}${id}`, '1'])),
  async read(
    index: Pick<SearchIndex, 'listState'>,
  ): Promise<readonly { readonly id: string; readonly key: string }[]> {
    const rows = await index.listState(INBOX, { limit: MAX_REPORTED });
    return rows.map(({ key }) => ({ id: idOf(key), key }));
  },
};

/** All rows that begin so, in parts. */
export async function* rowsOf(
  index: Pick<SearchIndex, 'listState'>,
  prefix: string,
): AsyncGenerator<{ readonly key: string; readonly value: string }, void> {
  let after: string | undefined;
  do {
    const rows = await index.listState(prefix, { after, limit: MAX_LISTED });
    yield* rows;
    after = rows.length < MAX_LISTED ? undefined : rows.at(-1)?.key;
  } while (after !== undefined);
}

function idOf(key: string): string {
  return key.slice(key.lastIndexOf('/') + 1);
}

function taskOf(text: string): Task {
  try {
    return task.parse(JSON.parse(text));
  } catch {
    // Of another version: the object is read anew.
    return { kind: 'any', isCheck: false, tries: 0, isUnread: false };
  }
}
