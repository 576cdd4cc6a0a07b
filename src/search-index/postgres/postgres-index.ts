import type { Clock } from '../../clock.js';
import { UnavailableError } from '../../errors.js';
import type { DocumentKind } from '../document/document.js';
import { findDocuments } from '../find/find-documents.js';
import type { ParsedQuery } from '../query/parse-query.js';
import type { Meanings } from '../meanings.js';
import {
  MAX_LISTED,
  type Findings,
  type FindOptions,
  type IndexChange,
  type IndexExtent,
  type IndexStatus,
  type KnownDocument,
  type ListRange,
  type SearchIndex,
  type StateEntry,
} from '../search-index.js';
import type { IndexDatabase, Rows } from './index-database.js';
import { PostgresCandidates } from './postgres-candidates.js';
import { PostgresMeanings } from './postgres-meanings.js';
import { nextSegment, saveCounts, takeTurn } from './index-counts.js';
import { PostgresWriter } from './postgres-writer.js';
import { selectDocuments, type IndexRows } from './read-rows.js';
import { mergePart, type Segment } from './segments.js';
import { idBytes, kindCode } from './stored-columns.js';

/** Tables that grow and shrink, and those of them that merging writes anew. */
const MERGED = ['blocks', 'segments'];
const ALL = [...MERGED, 'documents', 'passages', 'people', 'places', 'state', 'indexes'];
/** Documents whose words were merged from which on the room of what was written before is worth the time to give it back. */
const MANY_MERGED = 500;

/** What `state` may take without being written anew, beside what a row of it takes, at most about. */
const MIN_STATE_BYTES = 200_000;
const BYTES_OF_STATE = 500;
/** Of more rows nothing is written anew: everybody waits meanwhile. A queue under way is no reason, either. */
const MAX_STATE_ROWS = 20_000;
/** Milliseconds that others may have to wait for that to begin. */
const STATE_LOCK_MS = 500;

/** The rows of one index. */
export class PostgresIndex implements SearchIndex {
  readonly begun: SearchIndex['begun'];
  readonly meanings: Meanings;
  readonly #database: IndexDatabase;
  readonly #index: number;
  readonly #clock: Clock;

  constructor(
    database: IndexDatabase,
    index: number,
    { clock, begun }: { readonly clock: Clock; readonly begun: SearchIndex['begun'] },
  ) {
    this.begun = begun;
    this.#database = database;
    this.#index = index;
    this.#clock = clock;
    this.meanings = new PostgresMeanings(database, index);
  }

  async commit({ put = [], remove = [], state = {}, ifState = {} }: IndexChange): Promise<boolean> {
    let merged = 0;
    const isWritten = await this.#database.change(async (rows) => {
      const counts = await takeTurn(rows, this.#target);
      for (const [key, value] of Object.entries(ifState)) {
        if ((await this.#state(rows, key)) !== (value ?? undefined)) {
          return false;
        }
      }
      const writer = new PostgresWriter(rows, this.#target, counts);
      merged = await writer.write({ put, remove, now: this.#clock.now() });
      await this.#writeState(rows, state);
      return true;
    });
    if (merged >= MANY_MERGED) {
      await this.#clear(ALL);
    }
    return isWritten;
  }

  list({ after, limit }: ListRange): Promise<readonly KnownDocument[]> {
    return selectDocuments(this.#database, this.#target, 'documents.id > $2 order by documents.id limit $3', [
      after === undefined ? Buffer.alloc(0) : idBytes(after),
      Math.min(limit, MAX_LISTED),
    ]);
  }

  lookUp(ids: readonly string[]): Promise<readonly KnownDocument[]> {
    return selectDocuments(this.#database, this.#target, 'documents.id = any($2::bytea[])', [
      ids.slice(0, MAX_LISTED).map(idBytes),
    ]);
  }

  find(query: ParsedQuery, options: FindOptions): Promise<Findings> {
    return this.#database.look((rows) =>
      findDocuments(new PostgresCandidates(rows, this.#target), query, options),
    );
  }

  readState(key: string): Promise<string | undefined> {
    return this.#state(this.#database, key);
  }

  async listState(prefix: string, { after = '', limit }: ListRange): Promise<readonly StateEntry[]> {
    const rows = await this.#database.all(
      `select key, value from ${this.#database.schema}.state
         where index = $1 and starts_with(key, $2) and key > $3 order by key limit $4`,
      [this.#index, prefix, after, Math.min(limit, MAX_LISTED)],
    );
    return rows.map((row) => ({ key: String(row['key']), value: String(row['value']) }));
  }

  async extent(): Promise<IndexExtent> {
    const kinds = await this.#database.all(
      `select kind, count(*) as count, max(edited_at) as newest
         from ${this.#database.schema}.documents where index = $1 group by kind`,
      [this.#index],
    );
    const countOf = (kind: DocumentKind): number =>
      Number(kinds.find((row) => row['kind'] === kindCode(kind))?.['count'] ?? 0);
    const newest = kinds.reduce((latest, row) => Math.max(latest, Number(row['newest'])), -1);
    return {
      documents: {
        page: countOf('page'),
        row: countOf('row'),
        database: countOf('database'),
        comments: countOf('comments'),
      },
      newestEdit: newest < 0 ? undefined : new Date(newest).toISOString(),
    };
  }

  async status(): Promise<IndexStatus> {
    const { schema } = this.#database;
    const sizes = ['documents', 'passages', 'blocks', 'vectors', 'signatures'].map(
      (table) =>
        `(select coalesce(sum(pg_column_size(${table}.*)), 0) from ${schema}.${table} where index = $1)`,
    );
    const [extent, [row]] = await Promise.all([
      this.extent(),
      this.#database.all(
        `select passages, text_bytes, ${sizes.join(' + ')} as size from ${schema}.indexes where index = $1`,
        [this.#index],
      ),
    ]);
    return {
      ...extent,
      passages: Number(row?.['passages'] ?? 0),
      textBytes: Number(row?.['text_bytes'] ?? 0),
      sizeBytes: Number(row?.['size'] ?? 0) + 1,
    };
  }

  /** Makes one segment of all, and gives the room of what was replaced to what comes. */
  async tidy(): Promise<void> {
    const { schema } = this.#database;
    let into: Segment | undefined;
    do {
      await this.#clear(MERGED);
      into = await this.#database.change(async (rows) => {
        const counts = await takeTurn(rows, this.#target);
        const next = (): number => nextSegment(counts);
        const part = await mergePart(rows, this.#target, { into, next });
        await saveCounts(rows, this.#target, counts);
        return part;
      });
    } while (into !== undefined);
    await this.#database.change(async (rows) => {
      await takeTurn(rows, this.#target);
      await rows.all(
        `delete from ${schema}.people where index = $1 and number not in (
           select unnest(people) from ${schema}.documents where index = $1
           union select edited_by from ${schema}.documents where index = $1 and edited_by is not null)`,
        [this.#index],
      );
    });
    await this.#clear(ALL);
    await this.#rewriteState();
  }

  /** Connections belong to all indexes. */
  close(): Promise<void> {
    return Promise.resolve();
  }

  get #target(): IndexRows {
    return { schema: this.#database.schema, index: this.#index };
  }

  /**
   * At once, not when Postgres finds the time: until then a table grows by all that is written. A table that takes longer than a
   * statement may is left to Postgres: what was committed before stays so.
   */
  async #clear(tables: readonly string[]): Promise<void> {
    const { schema } = this.#database;
    for (const name of tables) {
      await this.#database.all(`vacuum (analyze, skip_locked) ${schema}.${name}`).catch(leftForLater);
    }
  }

  /**
   * Writes what is left in `state` anew: it held a row for each page that a crawl had to read, and no vacuum makes a B-tree smaller,
   * nor a table with a row near its end. Leaves it as it is where somebody else uses the table just now.
   */
  async #rewriteState(): Promise<void> {
    const { schema } = this.#database;
    const [row] = await this.#database.all(
      `select pg_total_relation_size(oid) as bytes, reltuples as rows from pg_class where oid = $1::regclass`,
      [`${schema}.state`],
    );
    const left = Math.max(0, Number(row?.['rows']));
    if (left <= MAX_STATE_ROWS && Number(row?.['bytes']) > MIN_STATE_BYTES + left * BYTES_OF_STATE) {
      await this.#database
        .change(async (rows) => {
          await rows.all(`set local lock_timeout = ${STATE_LOCK_MS}`);
          await rows.all(`cluster ${schema}.state using state_pkey`);
        })
        .catch(leftForLater);
    }
  }

  async #state(rows: Rows, key: string): Promise<string | undefined> {
    const [row] = await rows.all(
      `select value from ${this.#database.schema}.state where index = $1 and key = $2`,
      [this.#index, key],
    );
    return row === undefined ? undefined : String(row['value']);
  }

  async #writeState(rows: Rows, state: Readonly<Record<string, string | null>>): Promise<void> {
    const { schema } = this.#database;
    const entries = Object.entries(state);
    const forgotten = entries.flatMap(([key, value]) => (value === null ? [key] : []));
    const kept = entries.filter(([, value]) => value !== null);
    if (forgotten.length > 0) {
      await rows.all(`delete from ${schema}.state where index = $1 and key = any($2)`, [
        this.#index,
        forgotten,
      ]);
    }
    if (kept.length > 0) {
      await rows.all(
        `insert into ${schema}.state (index, key, value)
           select $1, key, value from unnest($2::text[], $3::text[]) as given (key, value)
           on conflict (index, key) do update set value = excluded.value`,
        [this.#index, kept.map(([key]) => key), kept.map(([, value]) => value)],
      );
    }
  }
}

/** Postgres had no time to give room back, or was away: it will. Anything else is a fault. */
function leftForLater(error: unknown): void {
  if (!(error instanceof UnavailableError)) {
    throw error;
  }
}
