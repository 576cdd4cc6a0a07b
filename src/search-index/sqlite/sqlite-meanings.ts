import {
  DimensionsError,
  MAX_UNEMBEDDED,
  type EmbeddedPassage,
  type MeaningCounts,
  type Meanings,
  type UnembeddedPassage,
} from '../meanings.js';
import { MODEL_KEY, modelText, readModel, type ModelState } from '../meaning/model-state.js';
import { embeddedText, hashOfText } from '../meaning/passage-text.js';
import { bytesOfVector } from '../meaning/quantize.js';
import { MAX_PASSAGES } from '../document/bounded-document.js';
import type { IndexConnection } from './index-file.js';
import { readHeadings } from '../stored/stored-text.js';
import { readText, textOf } from './stored-values.js';

const TABLES = ['signatures', 'vectors', 'unembedded'];

/** The vectors of one file. */
export class SqliteMeanings implements Meanings {
  readonly #connection: IndexConnection;
  /** Runs work as the index does: damage ends it. */
  readonly #guard: <Result>(work: () => Result | Promise<Result>) => Promise<Result>;

  constructor(
    connection: IndexConnection,
    guard: <Result>(work: () => Result | Promise<Result>) => Promise<Result>,
  ) {
    this.#connection = connection;
    this.#guard = guard;
  }

  begin(model: string): Promise<void> {
    return this.#change(() => {
      if (this.#model()?.model === model) {
        return;
      }
      for (const table of TABLES) {
        this.#connection.run(`delete from ${table}`, []);
      }
      this.#connection.run('insert into unembedded select number from passages', []);
      this.#setModel({ model, dimensions: 0 });
    });
  }

  unembedded(limit: number): Promise<readonly UnembeddedPassage[]> {
    return this.#guard(() => {
      const rows = this.#connection.all('select passage from unembedded order by passage limit ?', [
        Math.min(limit, MAX_UNEMBEDDED),
      ]);
      return rows.flatMap((row) => this.#passage(Number(row['passage'])) ?? []);
    });
  }

  put(model: string, passages: readonly EmbeddedPassage[]): Promise<number> {
    return this.#change(() => {
      const known = this.#model();
      const dimensions = passages[0]?.vector.length ?? 0;
      if (known?.model !== model) {
        return 0;
      }
      const expected = known.dimensions === 0 ? dimensions : known.dimensions;
      if (passages.some(({ vector }) => vector.length !== expected)) {
        throw new DimensionsError();
      }
      if (known.dimensions !== expected) {
        this.#setModel({ model, dimensions: expected });
      }
      const current = passages.filter((passage) => this.#isCurrent(passage));
      for (const { key, hash, vector } of current) {
        const passage = Number(key);
        // libsql packs the signs of a vector of 32-bit numbers.
        this.#connection.run('insert or replace into signatures values (?, vector1bit(?))', [
          passage,
          Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength),
        ]);
        this.#connection.run('insert or replace into vectors values (?, ?, ?)', [
          passage,
          Buffer.from(hash, 'hex'),
          bytesOfVector(vector),
        ]);
        this.#connection.run('delete from unembedded where passage = ?', [passage]);
      }
      return current.length;
    });
  }

  skip(model: string, passages: readonly Pick<UnembeddedPassage, 'key' | 'hash'>[]): Promise<void> {
    return this.#change(() => {
      if (this.#model()?.model === model) {
        for (const passage of passages.filter((one) => this.#isCurrent(one))) {
          this.#connection.run('delete from unembedded where passage = ?', [Number(passage.key)]);
        }
      }
    });
  }

  count(): Promise<MeaningCounts> {
    return this.#guard(() => ({
      embedded: this.#countOf('signatures'),
      unembedded: this.#countOf('unembedded'),
    }));
  }

  countUnembedded(): Promise<number> {
    return this.#guard(() => this.#countOf('unembedded'));
  }

  /** Whether the passage waits for a vector, and says what the vector is of. */
  #isCurrent({ key, hash }: Pick<UnembeddedPassage, 'key' | 'hash'>): boolean {
    const waits = this.#connection.get('select 1 as one from unembedded where passage = ?', [Number(key)]);
    return waits !== undefined && this.#passage(Number(key))?.hash === hash;
  }

  #passage(number: number): UnembeddedPassage | undefined {
    const row = this.#connection.get(
      `select title, headings, body from passages join documents on documents.number = passages.number / ${MAX_PASSAGES}
         where passages.number = ?`,
      [number],
    );
    if (row === undefined) {
      return undefined;
    }
    const text = embeddedText(textOf(row['title']), {
      headings: readHeadings(row['headings']),
      text: readText(row['body']),
    });
    return { key: String(number), text, hash: hashOfText(text) };
  }

  #model(): ModelState | undefined {
    const row = this.#connection.get('select value from state where key = ?', [MODEL_KEY]);
    return row === undefined ? undefined : readModel(textOf(row['value']));
  }

  #setModel(state: ModelState): void {
    this.#connection.run('insert or replace into state (key, value) values (?, ?)', [
      MODEL_KEY,
      modelText(state),
    ]);
  }

  #countOf(table: string): number {
    return Number(this.#connection.get(`select count(*) as count from ${table}`, [])?.['count'] ?? 0);
  }

  #change<Result>(work: () => Result): Promise<Result> {
    return this.#guard(() => this.#connection.change(work));
  }
}
