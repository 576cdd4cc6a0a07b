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
import { bytesOfVector, signsOf } from '../meaning/quantize.js';
import type { JsonRecord } from '../../text/json.js';
import type { IndexDatabase, Rows } from './index-database.js';
import { putVectors } from './passage-vectors.js';
import { readHeadings } from '../stored/stored-text.js';
import { bodyOf } from './stored-columns.js';

type PassageKey = Pick<UnembeddedPassage, 'key' | 'hash'>;

/** The vectors of one index. */
export class PostgresMeanings implements Meanings {
  readonly #database: IndexDatabase;
  readonly #index: number;

  constructor(database: IndexDatabase, index: number) {
    this.#database = database;
    this.#index = index;
  }

  async begin(model: string): Promise<void> {
    await this.#change(async (rows) => {
      if ((await modelOf(rows, this.#target))?.model === model) {
        return;
      }
      const { schema, index } = this.#target;
      for (const table of ['signatures', 'vectors', 'unembedded']) {
        await rows.all(`delete from ${schema}.${table} where index = $1`, [index]);
      }
      await rows.all(
        `insert into ${schema}.unembedded select index, document, position from ${schema}.passages where index = $1`,
        [index],
      );
      await this.#setModel(rows, { model, dimensions: 0 });
    });
  }

  async unembedded(limit: number): Promise<readonly UnembeddedPassage[]> {
    const { schema, index } = this.#target;
    const rows = await this.#database.all(
      `select document, position, title, headings, bytes, body from ${schema}.unembedded
         join ${schema}.passages using (index, document, position)
         join ${schema}.documents on documents.index = unembedded.index and documents.number = unembedded.document
         where unembedded.index = $1 order by document, position limit $2`,
      [index, Math.min(limit, MAX_UNEMBEDDED)],
    );
    return rows.map(unembeddedOf);
  }

  put(model: string, passages: readonly EmbeddedPassage[]): Promise<number> {
    return this.#change(async (rows) => {
      const known = await modelOf(rows, this.#target);
      if (known?.model !== model) {
        return 0;
      }
      const expected = known.dimensions === 0 ? (passages[0]?.vector.length ?? 0) : known.dimensions;
      if (passages.some(({ vector }) => vector.length !== expected)) {
        throw new DimensionsError();
      }
      if (known.dimensions !== expected) {
        await this.#setModel(rows, { model, dimensions: expected });
      }
      const current = await this.#takeCurrent(rows, passages);
      await putVectors(
        rows,
        this.#target,
        current.map(({ key, hash, vector }) => ({
          ...placeOf(key),
          hash,
          signs: signsOf(vector),
          vector: bytesOfVector(vector),
        })),
      );
      return current.length;
    });
  }

  async skip(model: string, passages: readonly PassageKey[]): Promise<void> {
    await this.#change(async (rows) => {
      if ((await modelOf(rows, this.#target))?.model === model) {
        await this.#takeCurrent(rows, passages);
      }
    });
  }

  async count(): Promise<MeaningCounts> {
    const { schema, index } = this.#target;
    const [row] = await this.#database.all(
      `select (select count(*) from ${schema}.signatures where index = $1) as embedded,
          (select count(*) from ${schema}.unembedded where index = $1) as unembedded`,
      [index],
    );
    return { embedded: Number(row?.['embedded']), unembedded: Number(row?.['unembedded']) };
  }

  async countUnembedded(): Promise<number> {
    const { schema, index } = this.#target;
    const [row] = await this.#database.all(
      `select count(*) as count from ${schema}.unembedded where index = $1`,
      [index],
    );
    return Number(row?.['count']);
  }

  get #target(): { readonly schema: string; readonly index: number } {
    return { schema: this.#database.schema, index: this.#index };
  }

  /** Those that wait for a vector and say what the vector is of; they do not wait any more. */
  async #takeCurrent<Passage extends PassageKey>(
    rows: Rows,
    passages: readonly Passage[],
  ): Promise<readonly Passage[]> {
    const { schema, index } = this.#target;
    const places = passages.map(({ key }) => placeOf(key));
    const given = [index, places.map(({ document }) => document), places.map(({ position }) => position)];
    const waiting = await rows.all(
      `select document, position, title, headings, bytes, body
         from unnest($2::integer[], $3::smallint[]) as given (document, position)
         join ${schema}.unembedded using (document, position)
         join ${schema}.passages using (index, document, position)
         join ${schema}.documents on documents.index = unembedded.index and documents.number = unembedded.document
         where unembedded.index = $1`,
      given,
    );
    const hashes = new Map(waiting.map(unembeddedOf).map(({ key, hash }) => [key, hash]));
    const current = passages.filter(({ key, hash }) => hashes.get(key) === hash);
    const taken = current.map(({ key }) => placeOf(key));
    await rows.all(
      `delete from ${schema}.unembedded using unnest($2::integer[], $3::smallint[]) as given (document, position)
         where index = $1 and unembedded.document = given.document and unembedded.position = given.position`,
      [index, taken.map(({ document }) => document), taken.map(({ position }) => position)],
    );
    return current;
  }

  async #setModel(rows: Rows, state: ModelState): Promise<void> {
    const { schema, index } = this.#target;
    await rows.all(
      `insert into ${schema}.state (index, key, value) values ($1, $2, $3)
         on conflict (index, key) do update set value = excluded.value`,
      [index, MODEL_KEY, modelText(state)],
    );
  }

  /** One change of an index after the other, as its documents are written. */
  #change<Result>(work: (rows: Rows) => Promise<Result>): Promise<Result> {
    const { schema, index } = this.#target;
    return this.#database.change(async (rows) => {
      const [locked] = await rows.all(`select 1 as one from ${schema}.indexes where index = $1 for update`, [
        index,
      ]);
      if (locked === undefined) {
        throw new Error('The index was purged.');
      }
      return work(rows);
    });
  }
}

/** Whose vectors an index has. */
export async function modelOf(
  rows: Rows,
  { schema, index }: { readonly schema: string; readonly index: number },
): Promise<ModelState | undefined> {
  const [row] = await rows.all(`select value from ${schema}.state where index = $1 and key = $2`, [
    index,
    MODEL_KEY,
  ]);
  return row === undefined ? undefined : readModel(String(row['value']));
}

function unembeddedOf(row: JsonRecord): UnembeddedPassage {
  const text = embeddedText(String(row['title']), {
    headings: readHeadings(row['headings']),
    text: bodyOf(row),
  });
  return { key: `${String(row['document'])}/${String(row['position'])}`, text, hash: hashOfText(text) };
}

function placeOf(key: string): { readonly document: number; readonly position: number } {
  const [document, position] = key.split('/').map(Number);
  return { document: document ?? 0, position: position ?? 0 };
}
