import type { IndexDocument } from '../document/document.js';
import { nextNumber, type IndexCounts } from './index-counts.js';
import type { Rows } from './index-database.js';
import type { IndexRows } from './read-rows.js';
import { idBytes, idOf } from './stored-columns.js';

/** A document that is gone. */
export interface GoneDocument {
  readonly number: number;
  /** As it is stored. */
  readonly id: Buffer;
}

/**
 * The numbers that words and parents refer to. What a document lies in has one before it is read, and keeps it after it is gone:
 * a place.
 */
export class DocumentNumbers {
  readonly #rows: Rows;
  readonly #target: IndexRows;
  readonly #counts: IndexCounts;

  constructor(rows: Rows, target: IndexRows, counts: IndexCounts) {
    this.#rows = rows;
    this.#target = target;
    this.#counts = counts;
  }

  /** Numbers of the known ones of these ids. */
  async of(table: 'documents' | 'places', ids: readonly string[]): Promise<ReadonlyMap<string, number>> {
    const { schema, index } = this.#target;
    const rows = await this.#rows.all(
      `select id, number from ${schema}.${table} where index = $1 and id = any($2::bytea[])`,
      [index, ids.map(idBytes)],
    );
    return new Map(rows.map((row) => [idOf(row['id']), Number(row['number'])]));
  }

  /** Numbers of these documents and of what they lie in, with those that are `known` already. */
  async assign(
    documents: readonly IndexDocument[],
    known: ReadonlyMap<string, number>,
  ): Promise<ReadonlyMap<string, number>> {
    const { schema, index } = this.#target;
    const ids = documents.map(({ id }) => id);
    const parents = documents.flatMap(({ parent }) => parent ?? []);
    const places = await this.of('places', [...ids, ...parents]);
    const numbers = new Map([...places, ...(await this.of('documents', parents)), ...known]);
    await this.#rows.all(`delete from ${schema}.places where index = $1 and number = any($2)`, [
      index,
      ids.flatMap((id) => places.get(id) ?? []),
    ]);
    for (const id of ids) {
      numbers.set(id, numbers.get(id) ?? nextNumber(this.#counts));
    }
    const unread = [...new Set(parents)].filter((id) => !numbers.has(id));
    unread.forEach((id) => numbers.set(id, nextNumber(this.#counts)));
    await this.#add(unread.map((id) => ({ number: numbers.get(id) ?? 0, id: idBytes(id) })));
    return numbers;
  }

  /** After a change: what nothing lies in any more is no place, and what is gone and something lies in is one. */
  async settle(numbers: readonly number[], gone: readonly GoneDocument[]): Promise<void> {
    if (numbers.length === 0) {
      return;
    }
    const { schema, index } = this.#target;
    const rows = await this.#rows.all(
      `select number,
          exists (select 1 from ${schema}.documents where index = $1 and parent = given.number)
            and not exists (select 1 from ${schema}.documents where index = $1 and documents.number = given.number) as is_place
         from unnest($2::integer[]) as given (number)`,
      [index, [...new Set(numbers)]],
    );
    const places = new Set(
      rows.filter((row) => row['is_place'] === true).map((row) => Number(row['number'])),
    );
    await this.#add(gone.filter(({ number }) => places.has(number)));
    await this.#rows.all(`delete from ${schema}.places where index = $1 and number = any($2)`, [
      index,
      rows.map((row) => Number(row['number'])).filter((number) => !places.has(number)),
    ]);
  }

  async #add(places: readonly GoneDocument[]): Promise<void> {
    const { schema, index } = this.#target;
    if (places.length > 0) {
      await this.#rows.all(
        `insert into ${schema}.places select $1, number, id from unnest($2::integer[], $3::bytea[]) as given (number, id)`,
        [index, places.map(({ number }) => number), places.map(({ id }) => id)],
      );
    }
  }
}
