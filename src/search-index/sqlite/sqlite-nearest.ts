import { nextTurn } from '../../bounded-work/turns.js';
import { MAX_PASSAGES } from '../document/bounded-document.js';
import { documentOfKey } from '../document/passage-key.js';
import { MAX_COMPARED, nearestDocuments, type NearDocument } from '../meaning/nearest.js';
import { readModel, MODEL_KEY } from '../meaning/model-state.js';
import type { QueryMeaning } from '../meanings.js';
import { arrayOf } from '../../text/json.js';
import type { IndexConnection, SqlValue } from './index-file.js';
import { bytesOf, textOf } from './stored-values.js';

/** Signatures, or documents, that are gone through at once: some milliseconds, after which other work has its turn. */
const CHUNK_PASSAGES = 12_000;
const CHUNK_DOCUMENTS = 6000;
/** Of more, those that were added last. */
const MAX_CHUNKS = 64;

/** A passage, and by how many signs it differs from the question. */
interface Differing {
  readonly passage: number;
  readonly difference: number;
}

/** Which documents may answer: a condition on their rows, '' for all. */
interface Allowed {
  readonly condition: string;
  readonly values: readonly SqlValue[];
}

/** The documents whose passages mean most nearly what is asked. */
export async function nearestInFile(
  connection: IndexConnection,
  meaning: QueryMeaning,
  { condition, values }: Allowed,
  limit: number,
): Promise<readonly NearDocument<number>[]> {
  const row = connection.get('select value from state where key = ?', [MODEL_KEY]);
  const known = row === undefined ? undefined : readModel(textOf(row['value']));
  if (known?.model !== meaning.model || known.dimensions !== meaning.vector.length) {
    return [];
  }
  const { vector } = meaning;
  const asked = connection.get('select vector1bit(?) as signs', [
    Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength),
  ]);
  const signs = bytesOf(asked?.['signs']);
  let nearest: readonly Differing[] = [];
  for await (const { signatures, given } of chunks(connection, { condition, values })) {
    const found = connection
      .all(
        // libsql's distance of vectors of signs is the number of signs that differ.
        `select passage, vector_distance_cos(signs, ?) as difference from ${signatures} order by difference limit ${MAX_COMPARED}`,
        [signs, ...given],
      )
      .map((each) => ({ passage: Number(each['passage']), difference: Number(each['difference']) }));
    nearest = [...nearest, ...found]
      .toSorted((one, other) => one.difference - other.difference)
      .slice(0, MAX_COMPARED);
  }
  const compared = connection.all(
    'select passage, vector from vectors where passage in (select value from json_each(?))',
    [JSON.stringify(nearest.map(({ passage }) => passage))],
  );
  return nearestDocuments(
    meaning,
    compared.map((each) => ({
      document: documentOfKey(Number(each['passage'])),
      passage: Number(each['passage']),
      vector: bytesOf(each['vector']),
    })),
    limit,
  );
}

/** Some of the signatures: where they stand, and the values in that. */
interface Chunk {
  readonly signatures: string;
  readonly given: readonly SqlValue[];
}

/** All signatures of the documents that may answer, those that were added last first. */
async function* chunks(connection: IndexConnection, allowed: Allowed): AsyncGenerator<Chunk, void> {
  const parts = allowed.condition === '' ? ranges(connection) : lists(connection, allowed);
  let chunk = 0;
  for (const part of parts) {
    if (chunk > 0) {
      await nextTurn();
    }
    yield part;
    chunk += 1;
    if (chunk >= MAX_CHUNKS) {
      return;
    }
  }
}

function* ranges(connection: IndexConnection): Generator<Chunk, void> {
  let before = Number.MAX_SAFE_INTEGER;
  for (;;) {
    const row = connection.get(
      'select passage from signatures where passage < ? order by passage desc limit 1 offset ?',
      [before, CHUNK_PASSAGES - 1],
    );
    const first = row === undefined ? 0 : Number(row['passage']);
    yield { signatures: 'signatures where passage >= ? and passage < ?', given: [first, before] };
    if (row === undefined) {
      return;
    }
    before = first;
  }
}

function* lists(connection: IndexConnection, { condition, values }: Allowed): Generator<Chunk, void> {
  const row = connection.get(
    `select json_group_array(number) as numbers from (select number from documents where ${condition} order by number desc)`,
    values,
  );
  const numbers = arrayOf(JSON.parse(textOf(row?.['numbers'])));
  for (let at = 0; at < numbers.length; at += CHUNK_DOCUMENTS) {
    yield {
      signatures: `json_each(?) as document
        cross join signatures on passage between value * ${MAX_PASSAGES} and value * ${MAX_PASSAGES} + ${MAX_PASSAGES - 1}`,
      given: [JSON.stringify(numbers.slice(at, at + CHUNK_DOCUMENTS))],
    };
  }
}
