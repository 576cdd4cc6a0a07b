import type { PageObjectResponse, QueryDataSourceParameters } from '@notionhq/client';
import type { NotionSession, WindowLeft } from '../../../src/notion/session.js';

/** A row as far as its order matters. */
export interface FakeRow {
  readonly id: string;
  /** Minutes since 1970: Notion gives no more. */
  readonly minute: number;
}

/** Notion's maximum for a page. */
const PAGE_ROWS = 100;
const MINUTE_MS = 60_000;

interface CreatedCondition {
  readonly created_time?: { readonly on_or_after?: string; readonly before?: string };
}

/**
 * A data source in memory, and a session that reads it. It holds the replies of all requests until nothing more is asked, and
 * gives them together: that is a round. Rows of one minute have an order of their own in each direction, as Notion promises none.
 */
export class FakeRows {
  rounds = 0;
  /** Requests of each round. */
  readonly requests: number[] = [];
  /** Called before each round is answered. */
  onRound: (round: number) => void = () => {};
  windowLeft: WindowLeft = { requests: 180, limit: 180 };
  timeLeft: () => number = () => 1;
  rows: FakeRow[];
  readonly #held: (() => void)[] = [];

  constructor(rows: readonly FakeRow[]) {
    this.rows = [...rows];
  }

  get session(): NotionSession {
    const client = {
      dataSources: { query: (query: QueryDataSourceParameters) => this.#hold(() => this.#answer(query)) },
    };
    // What a walk over rows uses of a session.
    const used = {
      read: (_endpoint: string, send: (given: typeof client) => Promise<unknown>) => send(client),
      signal: new AbortController().signal,
    };
    const { timeLeft } = this;
    const windowLeft = (): WindowLeft => this.windowLeft;
    return Object.defineProperties(used, {
      timeLeft: { get: timeLeft },
      windowLeft: { get: windowLeft },
    }) as unknown as NotionSession;
  }

  #hold(answer: () => object): Promise<object> {
    return new Promise((resolve, reject) => {
      this.#held.push(() => {
        try {
          resolve(answer());
        } catch (error) {
          reject(error);
        }
      });
      if (this.#held.length === 1) {
        setImmediate(() => this.#release());
      }
    });
  }

  #release(): void {
    const held = this.#held.splice(0);
    this.rounds += 1;
    this.requests.push(held.length);
    this.onRound(this.rounds);
    held.forEach((answer) => answer());
  }

  /** The cursor is the row that a page ended with, which may be gone by the next one. */
  #answer({ filter, sorts, start_cursor: cursor }: QueryDataSourceParameters): object {
    const { from, before } = timesOf(filter);
    const [sort] = sorts ?? [];
    const sign = sort?.direction === 'descending' ? -1 : 1;
    const order = (one: FakeRow, other: FakeRow): number =>
      sign * (one.minute - other.minute) || one.id.localeCompare(other.id);
    const matching = this.rows.filter(({ minute }) => minute >= from && minute < before).toSorted(order);
    const last = typeof cursor === 'string' ? (JSON.parse(cursor) as FakeRow) : undefined;
    const rest = last === undefined ? matching : matching.filter((row) => order(row, last) > 0);
    const page = rest.slice(0, PAGE_ROWS);
    const hasMore = rest.length > page.length;
    return {
      object: 'list',
      results: page.map(asPage),
      has_more: hasMore,
      next_cursor: hasMore ? JSON.stringify(page.at(-1)) : null,
    };
  }
}

function timesOf(filter: QueryDataSourceParameters['filter']): {
  readonly from: number;
  readonly before: number;
} {
  const parts = filter === undefined ? [] : 'and' in filter ? filter.and : [filter];
  let [from, before] = [-Infinity, Infinity];
  for (const part of parts) {
    const { created_time: condition } = part as CreatedCondition;
    from = Math.max(from, condition?.on_or_after === undefined ? -Infinity : minuteOf(condition.on_or_after));
    before = Math.min(before, condition?.before === undefined ? Infinity : minuteOf(condition.before));
  }
  return { from, before };
}

function minuteOf(time: string): number {
  return Date.parse(time) / MINUTE_MS;
}

function asPage({ id, minute }: FakeRow): Partial<PageObjectResponse> {
  const created = new Date(minute * MINUTE_MS).toISOString();
  return { object: 'page', id, created_time: created, url: '', properties: {} };
}
