import type { IndexPassage } from '../document/document.js';
import { MODEL_KEY } from '../meaning/model-state.js';
import { embeddedText, hashOfText } from '../meaning/passage-text.js';
import type { JsonRecord } from '../../text/json.js';
import type { Rows } from './index-database.js';

/** Vectors of a document that is being replaced, by the digests of their texts. */
export type KeptVectors = ReadonlyMap<string, JsonRecord>;

/** Whose vectors they are. */
interface VectorTarget {
  readonly schema: string;
  readonly index: number;
}

/** Keeps vectors with the passages of a transaction. Does nothing while no vectors are wanted. */
export class PassageVectors {
  readonly #rows: Rows;
  readonly #target: VectorTarget;
  #isWanted: boolean | undefined;

  constructor(rows: Rows, target: VectorTarget) {
    this.#rows = rows;
    this.#target = target;
  }

  /** The vectors of a document, which go with its passages. */
  async of(document: number): Promise<KeptVectors> {
    if (!(await this.#areWanted())) {
      return new Map();
    }
    const { schema, index } = this.#target;
    const rows = await this.#rows.all(
      `select encode(hash, 'hex') as hash, signs::text as signs, vector from ${schema}.vectors
         join ${schema}.signatures using (index, document, position) where index = $1 and document = $2`,
      [index, document],
    );
    return new Map(rows.map((row) => [String(row['hash']), row]));
  }

  /** Gives new passages the vectors that their texts had, or notes that they have none. */
  async add(
    document: number,
    title: string,
    passages: readonly IndexPassage[],
    kept: KeptVectors,
  ): Promise<void> {
    if (!(await this.#areWanted())) {
      return;
    }
    const { schema, index } = this.#target;
    const found = passages.flatMap((passage, position) => {
      const row = kept.size === 0 ? undefined : kept.get(hashOfText(embeddedText(title, passage)));
      return row === undefined ? [] : [{ position, row }];
    });
    const have = new Set(found.map(({ position }) => position));
    const lacking = passages.flatMap((_, position) => (have.has(position) ? [] : [position]));
    await this.#rows.all(
      `insert into ${schema}.unembedded select $1, $2, position from unnest($3::smallint[]) as given (position)`,
      [index, document, lacking],
    );
    if (found.length > 0) {
      await putVectors(
        this.#rows,
        this.#target,
        found.map(({ position, row }) => ({
          document,
          position,
          hash: String(row['hash']),
          signs: String(row['signs']),
          vector: row['vector'],
        })),
      );
    }
  }

  async #areWanted(): Promise<boolean> {
    const { schema, index } = this.#target;
    this.#isWanted ??=
      (
        await this.#rows.all(`select 1 as one from ${schema}.state where index = $1 and key = $2`, [
          index,
          MODEL_KEY,
        ])
      ).length > 0;
    return this.#isWanted;
  }
}

/** A vector as it is stored. */
interface StoredVector {
  readonly document: number;
  readonly position: number;
  /** In hex. */
  readonly hash: string;
  /** Of `0` and `1`. */
  readonly signs: string;
  /** Bytes. */
  readonly vector: unknown;
}

/** Writes vectors of passages that have none. */
export async function putVectors(
  rows: Rows,
  { schema, index }: VectorTarget,
  vectors: readonly StoredVector[],
): Promise<void> {
  const documents = vectors.map(({ document }) => document);
  const positions = vectors.map(({ position }) => position);
  await rows.all(
    `insert into ${schema}.signatures select $1, document, position, signs::bit varying
       from unnest($2::integer[], $3::smallint[], $4::text[]) as given (document, position, signs)`,
    [index, documents, positions, vectors.map(({ signs }) => signs)],
  );
  await rows.all(
    `insert into ${schema}.vectors select $1, document, position, decode(hash, 'hex'), vector
       from unnest($2::integer[], $3::smallint[], $4::text[], $5::bytea[]) as given (document, position, hash, vector)`,
    [index, documents, positions, vectors.map(({ hash }) => hash), vectors.map(({ vector }) => vector)],
  );
}
