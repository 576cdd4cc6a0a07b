import { createHash } from 'node:crypto';
import { foldText } from '../../text/match-text.js';
import type { IndexPerson } from '../document/document.js';
import { nextNumber, type IndexCounts } from './index-counts.js';
import type { Rows } from './index-database.js';
import type { IndexRows } from './read-rows.js';

/** Numbers of these people, those that are not known yet added; by what {@link personKey} gives. */
export async function numberPeople(
  rows: Rows,
  { schema, index }: IndexRows,
  people: readonly IndexPerson[],
  counts: IndexCounts,
): Promise<ReadonlyMap<string, number>> {
  const byKey = new Map(people.map((person) => [personKey(person), person]));
  if (byKey.size === 0) {
    return new Map();
  }
  // As text: the driver refuses numbers that JavaScript cannot hold.
  const found = await rows.all(
    `select key::text as key, number from ${schema}.people where index = $1 and key = any($2::bigint[])`,
    [index, [...byKey.keys()]],
  );
  const known = new Map(found.map((row) => [String(row['key']), Number(row['number'])]));
  const added = [...byKey].filter(([key]) => !known.has(key));
  added.forEach(([key]) => known.set(key, nextNumber(counts)));
  if (added.length > 0) {
    await rows.all(
      `insert into ${schema}.people select key, $1, number, id, name, form
         from unnest($2::bigint[], $3::integer[], $4::text[], $5::text[], $6::text[]) as given (key, number, id, name, form)`,
      [
        index,
        added.map(([key]) => key),
        added.map(([key]) => known.get(key) ?? 0),
        added.map(([, { id }]) => id ?? ''),
        added.map(([, { name }]) => name),
        added.map(([, { name }]) => foldText(name)),
      ],
    );
  }
  return known;
}

/** What a person is looked up by: a number of 64 bits, with a sign, as text. Names are too long for an index. */
export function personKey({ id = '', name }: IndexPerson): string {
  const digest = createHash('sha256')
    .update(JSON.stringify([id, name]))
    .digest();
  return digest.readBigInt64BE(0).toString();
}
