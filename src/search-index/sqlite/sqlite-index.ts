import { nextTurn } from '../../bounded-work/turns.js';
import type { Clock } from '../../clock.js';
import { findDocuments } from '../find/find-documents.js';
import type { ParsedQuery } from '../query/parse-query.js';
import type { DocumentKind } from '../document/document.js';
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
import { isUnreadable, type IndexConnection } from './index-file.js';
import { selectDocuments } from './read-documents.js';
import { SqliteCandidates } from './sqlite-candidates.js';
import { SqliteMeanings } from './sqlite-meanings.js';
import { readTime } from '../stored/stored-text.js';
import { storedId, textOf } from './stored-values.js';
import { DocumentWriter } from './write-documents.js';

/** Pages that are merged at a time, some milliseconds' work: other queries come in between. */
const MERGED_PAGES = 100;
/** The statement itself counts as a change: https://sqlite.org/fts5.html#the_merge_command. */
const MIN_CHANGES_OF_MERGE = 2;

/** What an index needs from where it is kept. */
interface IndexHome {
  readonly clock: Clock;
  readonly begun: SearchIndex['begun'];
  /** Called when it is closed: from then on it cannot be given to anybody. */
  readonly onClose: () => void;
  /** Called when the file turns out to be damaged. */
  readonly onDamage: () => Promise<void>;
}

/** The index in one file. */
export class SqliteIndex implements SearchIndex {
  readonly begun: SearchIndex['begun'];
  readonly meanings: Meanings;
  readonly #connection: IndexConnection;
  readonly #home: IndexHome;

  constructor(connection: IndexConnection, home: IndexHome) {
    this.begun = home.begun;
    this.#connection = connection;
    this.#home = home;
    this.meanings = new SqliteMeanings(connection, (work) => this.#guard(work));
  }

  commit({ put = [], remove = [], state = {}, ifState = {} }: IndexChange): Promise<boolean> {
    const connection = this.#connection;
    return this.#guard(() =>
      connection.change(() => {
        const holds = Object.entries(ifState).every(
          ([key, value]) => this.#state(key) === (value ?? undefined),
        );
        if (!holds) {
          return false;
        }
        const writer = new DocumentWriter(connection, this.#home.clock.now());
        for (const id of remove) {
          writer.remove(id);
        }
        for (const document of put) {
          writer.put(document);
        }
        writer.end();
        for (const [key, value] of Object.entries(state)) {
          if (value === null) {
            connection.run('delete from state where key = ?', [key]);
          } else {
            connection.run('insert or replace into state (key, value) values (?, ?)', [key, value]);
          }
        }
        return true;
      }),
    );
  }

  list({ after, limit }: ListRange): Promise<readonly KnownDocument[]> {
    const most = Math.min(limit, MAX_LISTED);
    return this.#guard(() =>
      after === undefined
        ? selectDocuments(this.#connection, 'true', [most])
        : selectDocuments(this.#connection, 'ids.id > ?', [storedId(after), most]),
    );
  }

  lookUp(ids: readonly string[]): Promise<readonly KnownDocument[]> {
    return this.#guard(() =>
      ids
        .slice(0, MAX_LISTED)
        .flatMap((id) => selectDocuments(this.#connection, 'ids.id = ?', [storedId(id), 1])),
    );
  }

  find(query: ParsedQuery, options: FindOptions): Promise<Findings> {
    return this.#guard(() => findDocuments(new SqliteCandidates(this.#connection), query, options));
  }

  readState(key: string): Promise<string | undefined> {
    return this.#guard(() => this.#state(key));
  }

  listState(prefix: string, { after, limit }: ListRange): Promise<readonly StateEntry[]> {
    return this.#guard(() =>
      this.#connection
        .all('select key, value from state where key >= ? and key > ? and key < ? order by key limit ?', [
          prefix,
          after ?? '',
          `${prefix}\u{10ffff}`,
          Math.min(limit, MAX_LISTED),
        ])
        .map((row) => ({ key: textOf(row['key']), value: textOf(row['value']) })),
    );
  }

  extent(): Promise<IndexExtent> {
    return this.#guard(() => {
      const connection = this.#connection;
      const counts = new Map(
        connection
          .all('select kind, count(*) as count from documents group by kind', [])
          .map((row) => [textOf(row['kind']), Number(row['count'])]),
      );
      const countOf = (kind: DocumentKind): number => counts.get(kind) ?? 0;
      const newest = connection.get('select max(edited_at) as newest from documents', [])?.['newest'];
      return {
        documents: {
          page: countOf('page'),
          row: countOf('row'),
          database: countOf('database'),
          comments: countOf('comments'),
        },
        newestEdit: newest === null || newest === undefined ? undefined : readTime(newest),
      };
    });
  }

  async status(): Promise<IndexStatus> {
    const extent = await this.extent();
    return this.#guard(() => {
      const numberOf = (sql: string): number => Number(this.#connection.get(sql, [])?.['count'] ?? 0);
      return {
        ...extent,
        passages: numberOf('select count(*) as count from passages'),
        textBytes: numberOf('select coalesce(sum(bytes), 0) as count from passages'),
        sizeBytes: numberOf(
          'select page_count * page_size as count from pragma_page_count(), pragma_page_size()',
        ),
      };
    });
  }

  tidy(): Promise<void> {
    return this.#guard(async () => {
      for (const table of ['found', 'word_parts']) {
        // A negative number of pages begins to merge everything into one; a statement that changes nothing more is the last.
        for (let pages = -MERGED_PAGES; await this.#merge(table, pages); pages = MERGED_PAGES) {
          await nextTurn();
        }
      }
      // Each row that the statement gives is a page that was freed.
      this.#connection.all('pragma incremental_vacuum', []);
      this.#connection.all('pragma wal_checkpoint(truncate)', []);
    });
  }

  close(): Promise<void> {
    this.#home.onClose();
    this.#connection.close();
    return Promise.resolve();
  }

  /** Merges a part of the inverted index; whether there is more to merge. */
  #merge(table: string, pages: number): Promise<boolean> {
    const connection = this.#connection;
    const changes = (): number =>
      Number(connection.get('select total_changes() as changes', [])?.['changes']);
    return connection.change(() => {
      const before = changes();
      connection.run(`insert into ${table} (${table}, rank) values ('merge', ?)`, [pages]);
      return changes() - before >= MIN_CHANGES_OF_MERGE;
    });
  }

  #state(key: string): string | undefined {
    const row = this.#connection.get('select value from state where key = ?', [key]);
    return row === undefined ? undefined : textOf(row['value']);
  }

  async #guard<Result>(work: () => Result | Promise<Result>): Promise<Result> {
    try {
      return await work();
    } catch (error) {
      if (isUnreadable(error)) {
        await this.#home.onDamage();
      }
      throw error;
    }
  }
}
