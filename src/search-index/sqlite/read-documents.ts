import { arrayOf, recordOf, textField, type JsonRecord } from '../../text/json.js';
import type { DocumentKind, IndexPassage, IndexPerson, PassagePart } from '../document/document.js';
import type { KnownDocument } from '../search-index.js';
import type { IndexConnection, SqlValue } from './index-file.js';
import { readId, readText, textOf } from './stored-values.js';
import { readHeadings, readTime, readUrl } from '../stored/stored-text.js';

/** With the people as JSON, in their order. */
const COLUMNS = `number, ids.id, kind, title, (select id from ids parents where parents.number = parent) as parent, url,
  edited_at, created_at, indexed_at, is_archived,
  (select json_object('id', people.id, 'name', people.name) from people where people.number = edited_by) as editor,
  (select json_group_array(json_object('id', people.id, 'name', people.name) order by position)
     from document_people join people on people.number = person where document = documents.number) as people`;

/** Documents by their numbers. */
export function readDocuments(
  connection: IndexConnection,
  numbers: readonly number[],
): ReadonlyMap<number, KnownDocument> {
  const rows = connection.all(
    `select ${COLUMNS} from documents join ids using (number) where number in (select value from json_each(?))`,
    [JSON.stringify(numbers)],
  );
  return new Map(rows.map((row) => [Number(row['number']), documentOf(row)]));
}

/** Documents that fit a condition on their stored ids, in the order of these. */
export function selectDocuments(
  connection: IndexConnection,
  condition: string,
  values: readonly SqlValue[],
): readonly KnownDocument[] {
  return connection
    .all(
      `select ${COLUMNS} from documents join ids using (number) where ${condition} order by ids.id limit ?`,
      values,
    )
    .map(documentOf);
}

/** A row of passages. */
export function readPassage(row: JsonRecord): IndexPassage {
  return {
    part: textOf(row['part']) as PassagePart, // As it was written.
    anchor: row['anchor'] === null ? undefined : readId(row['anchor']),
    headings: readHeadings(row['headings']),
    text: readText(row['body']),
  };
}

function documentOf(row: JsonRecord): KnownDocument {
  const id = readId(row['id']);
  return {
    id,
    kind: textOf(row['kind']) as DocumentKind, // As it was written.
    title: textOf(row['title']),
    parent: row['parent'] === null ? undefined : readId(row['parent']),
    url: readUrl(row['url'], id),
    editedAt: readTime(row['edited_at']),
    editedBy: row['editor'] === null ? undefined : personOf(JSON.parse(textOf(row['editor']))),
    createdAt: readTime(row['created_at']),
    people: arrayOf(JSON.parse(textOf(row['people']))).map(personOf),
    isArchived: row['is_archived'] === 1,
    indexedAt: readTime(row['indexed_at']),
  };
}

function personOf(value: unknown): IndexPerson {
  const person = recordOf(value);
  const id = textField(person, 'id');
  return { ...(id === undefined || id === '' ? {} : { id }), name: textField(person, 'name') ?? '' };
}
