import { arrayOf, type JsonRecord } from '../../text/json.js';
import type { IndexPerson } from '../document/document.js';
import type { KnownDocument } from '../search-index.js';
import { readTime, readUrl } from '../stored/stored-text.js';
import type { Rows } from './index-database.js';
import { idOf, kindOf } from './stored-columns.js';

/** Where the rows of an index are. */
export interface IndexRows {
  readonly schema: string;
  readonly index: number;
}

/** Documents of an index that fit a condition; `$1` is the index. */
export async function selectDocuments(
  rows: Rows,
  target: IndexRows,
  condition: string,
  values: readonly unknown[],
): Promise<readonly KnownDocument[]> {
  return (await selectNumbered(rows, target, condition, values)).map(([, document]) => document);
}

/** The same with their numbers. */
export async function selectNumbered(
  rows: Rows,
  { schema, index }: IndexRows,
  condition: string,
  values: readonly unknown[],
): Promise<readonly (readonly [number, KnownDocument])[]> {
  const found = await rows.all(
    `select documents.*, coalesce(parents.id, places.id) as parent_id
       from ${schema}.documents
       left join ${schema}.documents parents on parents.index = documents.index and parents.number = documents.parent
       left join ${schema}.places on places.index = documents.index and places.number = documents.parent
       where documents.index = $1 and ${condition}`,
    [index, ...values],
  );
  const numbers = new Set(found.flatMap((row) => [...peopleOf(row), ...editorOf(row)]));
  const named =
    numbers.size === 0
      ? []
      : await rows.all(
          `select number, id, name from ${schema}.people where index = $1 and number = any($2)`,
          [index, [...numbers]],
        );
  const people = new Map(named.map((row) => [Number(row['number']), personOf(row)]));
  return found.map((row) => [Number(row['number']), documentOf(row, people)]);
}

function documentOf(row: JsonRecord, people: ReadonlyMap<number, IndexPerson>): KnownDocument {
  const id = idOf(row['id']);
  const known = (numbers: readonly number[]): IndexPerson[] =>
    numbers.flatMap((number) => people.get(number) ?? []);
  return {
    id,
    kind: kindOf(row['kind']),
    title: String(row['title']),
    parent: row['parent_id'] === null ? undefined : idOf(row['parent_id']),
    url: readUrl(row['url'], id),
    editedAt: readTime(row['edited_at']),
    editedBy: known(editorOf(row))[0],
    createdAt: readTime(row['created_at']),
    people: known(peopleOf(row)),
    isArchived: row['is_archived'] === true,
    indexedAt: readTime(row['indexed_at']),
  };
}

function peopleOf(row: JsonRecord): readonly number[] {
  return arrayOf(row['people']).map(Number);
}

function editorOf(row: JsonRecord): readonly number[] {
  return row['edited_by'] === null ? [] : [Number(row['edited_by'])];
}

function personOf(row: JsonRecord): IndexPerson {
  const id = String(row['id']);
  return { ...(id === '' ? {} : { id }), name: String(row['name']) };
}
