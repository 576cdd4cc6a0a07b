import { setImmediate as nextTurn } from 'node:timers/promises';
import { MAX_PASSAGES } from '../document/bounded-document.js';
import { MAX_COMPARED, nearestDocuments, type NearDocument } from '../meaning/nearest.js';
import { readModel, MODEL_KEY } from '../meaning/model-state.js';
import type { QueryMeaning } from '../meanings.js';
import { arrayOf } from '../../text/json.js';
import type { IndexConnection, SqlValue } from './index-file.js';
import { bytesOf, textOf } from './stored-values.js';

/** Documents whose signatures are gone through at once: some milliseconds, after which other work has its turn. */
const CHUNK = 4000;
/** Of more documents, those that were added last. */
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
  for await (const documents of chunks(connection, { condition, values })) {
    const found = connection
      .all(
        // libsql's distance of vectors of signs is the number of signs that differ.
        `select passage, vector_distance_cos(signs, ?) as difference from json_each(?) as document
           cross join signatures on passage between value * ${MAX_PASSAGES} and value * ${MAX_PASSAGES} + ${MAX_PASSAGES - 1}
           order by difference limit ${MAX_COMPARED}`,
        [signs, documents],
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
      document: Math.floor(Number(each['passage']) / MAX_PASSAGES),
      passage: Number(each['passage']),
      vector: bytesOf(each['vector']),
    })),
    limit,
  );
}

/** Numbers of documents as lists in JSON. */
async function* chunks(
  connection: IndexConnection,
  { condition, values }: Allowed,
): AsyncGenerator<string, void> {
  if (condition !== '') {
    const row = connection.get(
      `select json_group_array(number) as numbers from (select number from documents where ${condition} order by number desc)`,
      values,
    );
    const numbers = arrayOf(JSON.parse(textOf(row?.['numbers'])));
    for (let at = 0; at < numbers.length && at < CHUNK * MAX_CHUNKS; at += CHUNK) {
      yield JSON.stringify(numbers.slice(at, at + CHUNK));
      await nextTurn();
    }
    return;
  }
  let before = Number.MAX_SAFE_INTEGER;
  for (let chunk = 0; chunk < MAX_CHUNKS; chunk += 1) {
    const row = connection.get(
      `select json_group_array(number) as numbers, min(number) as least
         from (select number from documents where number < ? order by number desc limit ${CHUNK})`,
      [before],
    );
    const least = row?.['least'];
    if (typeof least !== 'number') {
      return;
    }
    yield textOf(row?.['numbers']);
    before = least;
    await nextTurn();
  }
}
