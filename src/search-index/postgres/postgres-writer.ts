import { boundedDocument } from '../document/bounded-document.js';
import type { IndexDocument, IndexPassage, IndexPerson } from '../document/document.js';
import { buildSegment } from '../inverted/build-segment.js';
import { foldText } from '../../text/match-text.js';
import { readMilliseconds } from '../read-time.js';
import { storedUrl } from '../stored/stored-text.js';
import { saveCounts, type IndexCounts } from './index-counts.js';
import type { Rows } from './index-database.js';
import { PassageVectors } from './passage-vectors.js';
import type { IndexRows } from './read-rows.js';
import { mergeNewest, writeSegment } from './segments.js';
import { bodyBytes, headingsText, idBytes, idOf, kindCode, partCode, personKey } from './stored-columns.js';

/** Stands for the text of a document that has none, so that its title is found. */
const NO_TEXT: IndexPassage = { part: 'text', headings: [], text: '' };

/** Documents to write and ids of documents to forget. */
interface WrittenChange {
  readonly put: readonly IndexDocument[];
  readonly remove: readonly string[];
  readonly now: Date;
}

interface NumberedDocument {
  readonly number: number;
  readonly document: IndexDocument;
  readonly passages: readonly IndexPassage[];
}

/** Writes documents within one transaction, once. */
export class PostgresWriter {
  readonly #rows: Rows;
  readonly #target: IndexRows;
  readonly #counts: IndexCounts;
  readonly #vectors: PassageVectors;

  constructor(rows: Rows, target: IndexRows, counts: IndexCounts) {
    this.#rows = rows;
    this.#target = target;
    this.#counts = counts;
    this.#vectors = new PassageVectors(rows, target);
  }

  /** Gives how many documents' words were written again. */
  async write({ put, remove, now }: WrittenChange): Promise<number> {
    // Of a document that comes twice, the last is what holds.
    const documents = [...new Map(put.map((given) => [given.id, boundedDocument(given)])).values()];
    if (documents.length + remove.length === 0) {
      return 0;
    }
    const known = await this.#numbersOf('documents', [...documents.map(({ id }) => id), ...remove]);
    const putNumbers = new Set(documents.flatMap(({ id }) => known.get(id) ?? []));
    const removed = await this.#withComments(
      remove.flatMap((id) => known.get(id) ?? []),
      putNumbers,
    );
    const numbered = await this.#number(documents, known);
    const replaced = [...new Set([...putNumbers, ...removed])].toSorted((one, other) => one - other);
    const vectors = new Map(
      await Promise.all(
        numbered.map(async ({ number }) => [number, await this.#vectors.of(number)] as const),
      ),
    );
    const leftParents = await this.#forget(replaced);
    await this.#putDocuments(numbered, now);
    await this.#putPassages(numbered);
    for (const { number, document, passages } of numbered) {
      await this.#vectors.add(number, document.title, passages, vectors.get(number) ?? new Map());
    }
    await this.#forgetPlaces([...leftParents, ...removed]);
    let merged = 0;
    if (numbered.length + replaced.length > 0) {
      const segment = this.#nextSegment();
      await writeSegment(
        this.#rows,
        this.#target,
        { number: segment, place: segment, documents: numbered.length, replaced },
        buildSegment(
          numbered.map(({ number, document: { title }, passages }) => ({ number, title, passages })),
        ),
      );
      merged = await mergeNewest(this.#rows, this.#target, () => this.#nextSegment());
    }
    await saveCounts(this.#rows, this.#target, this.#counts);
    return merged;
  }

  #nextSegment(): number {
    this.#counts.lastSegment += 1;
    return this.#counts.lastSegment;
  }

  #nextNumber(): number {
    this.#counts.lastNumber += 1;
    return this.#counts.lastNumber;
  }

  async #numbersOf(
    table: 'documents' | 'places',
    ids: readonly string[],
  ): Promise<ReadonlyMap<string, number>> {
    const { schema, index } = this.#target;
    const rows = await this.#rows.all(
      `select id, number from ${schema}.${table} where index = $1 and id = any($2::bytea[])`,
      [index, ids.map(idBytes)],
    );
    return new Map(rows.map((row) => [idOf(row['id']), Number(row['number'])]));
  }

  /** The numbers of these documents and of the comments below them, but for those that are written again. */
  async #withComments(
    numbers: readonly number[],
    put: ReadonlySet<number>,
  ): Promise<readonly number[]> {
    const { schema, index } = this.#target;
    const rows =
      numbers.length === 0
        ? []
        : await this.#rows.all(
            `select number from ${schema}.documents where index = $1 and parent = any($2) and kind = $3`,
            [index, numbers, kindCode('comments')],
          );
    return [...numbers, ...rows.map((row) => Number(row['number']))].filter((number) => !put.has(number));
  }

  /** Gives numbers to documents that have none, and to parents that are no documents. */
  async #number(
    documents: readonly IndexDocument[],
    known: ReadonlyMap<string, number>,
  ): Promise<readonly NumberedDocument[]> {
    const { schema, index } = this.#target;
    const ids = documents.map(({ id }) => id);
    const parents = documents.flatMap(({ parent }) => parent ?? []);
    const places = await this.#numbersOf('places', [...ids, ...parents]);
    const numbers = new Map([...places, ...(await this.#numbersOf('documents', parents)), ...known]);
    for (const id of ids) {
      numbers.set(id, numbers.get(id) ?? this.#nextNumber());
    }
    const isDocument = new Set(ids);
    await this.#rows.all(`delete from ${schema}.places where index = $1 and number = any($2)`, [
      index,
      ids.flatMap((id) => places.get(id) ?? []),
    ]);
    const unread = [...new Set(parents)].filter((id) => !isDocument.has(id) && !numbers.has(id));
    unread.forEach((id) => numbers.set(id, this.#nextNumber()));
    await this.#addPlaces(unread.map((id) => ({ number: numbers.get(id) ?? 0, id: idBytes(id) })));
    this.#numbers = numbers;
    return documents.map((document) => ({
      number: numbers.get(document.id) ?? 0,
      document,
      passages: document.passages.length > 0 ? document.passages : [NO_TEXT],
    }));
  }

  #numbers: ReadonlyMap<string, number> = new Map();

  async #addPlaces(places: readonly { readonly number: number; readonly id: Buffer }[]): Promise<void> {
    const { schema, index } = this.#target;
    if (places.length > 0) {
      await this.#rows.all(
        `insert into ${schema}.places select $1, number, id from unnest($2::integer[], $3::bytea[]) as given (number, id)`,
        [index, places.map(({ number }) => number), places.map(({ id }) => id)],
      );
    }
  }

  /** Deletes documents, and gives the numbers of what they lay in. What lies in one that is gone for good keeps a place. */
  async #forget(numbers: readonly number[]): Promise<readonly number[]> {
    if (numbers.length === 0) {
      return [];
    }
    const { schema, index } = this.#target;
    const [sums] = await this.#rows.all(
      `select count(*) as passages, coalesce(sum(bytes), 0) as bytes from ${schema}.passages
         where index = $1 and document = any($2)`,
      [index, numbers],
    );
    const gone = await this.#rows.all(
      `delete from ${schema}.documents where index = $1 and number = any($2) returning number, id, parent`,
      [index, numbers],
    );
    this.#counts.documents -= gone.length;
    this.#counts.passages -= Number(sums?.['passages']);
    this.#counts.textBytes -= Number(sums?.['bytes']);
    this.#gone = gone.map((row) => ({ number: Number(row['number']), id: row['id'] as Buffer })); // The driver's value.
    return gone.flatMap((row) => (row['parent'] === null ? [] : [Number(row['parent'])]));
  }

  #gone: readonly { readonly number: number; readonly id: Buffer }[] = [];

  /** Places that nothing lies in are forgotten; documents that are gone, and that something lies in, become places. */
  async #forgetPlaces(numbers: readonly number[]): Promise<void> {
    if (numbers.length === 0) {
      return;
    }
    const { schema, index } = this.#target;
    const rows = await this.#rows.all(
      `select number, exists (select 1 from ${schema}.documents where index = $1 and parent = given.number) as is_parent,
          exists (select 1 from ${schema}.documents where index = $1 and documents.number = given.number) as is_document
         from unnest($2::integer[]) as given (number)`,
      [index, [...new Set(numbers)]],
    );
    const parents = new Set(
      rows
        .filter((row) => row['is_parent'] === true && row['is_document'] === false)
        .map((row) => Number(row['number'])),
    );
    await this.#addPlaces(this.#gone.filter(({ number }) => parents.has(number)));
    await this.#rows.all(`delete from ${schema}.places where index = $1 and number = any($2)`, [
      index,
      rows.map((row) => Number(row['number'])).filter((number) => !parents.has(number)),
    ]);
  }

  async #putDocuments(numbered: readonly NumberedDocument[], now: Date): Promise<void> {
    if (numbered.length === 0) {
      return;
    }
    const { schema, index } = this.#target;
    const documents = numbered.map(({ document }) => document);
    const people = await this.#people(documents.flatMap(({ people: named, editedBy }) => [...named, editedBy ?? []].flat()));
    const numberOf = (person: IndexPerson): number => people.get(personKey(person)) ?? 0;
    this.#counts.documents += documents.length;
    await this.#rows.all(
      `insert into ${schema}.documents (edited_at, created_at, indexed_at, index, number, parent, edited_by, kind,
          is_archived, id, title, url, people)
         select edited_at, created_at, $2, $1, number, parent, edited_by, kind, is_archived, id, title, url,
             string_to_array(people, ',')::integer[]
           from unnest($3::bigint[], $4::bigint[], $5::integer[], $6::integer[], $7::integer[], $8::"char"[],
             $9::boolean[], $10::bytea[], $11::text[], $12::text[], $13::text[])
             as given (edited_at, created_at, number, parent, edited_by, kind, is_archived, id, title, url, people)`,
      [
        index,
        now.getTime(),
        documents.map(({ editedAt }) => readMilliseconds(editedAt)),
        documents.map(({ createdAt }) => readMilliseconds(createdAt)),
        numbered.map(({ number }) => number),
        documents.map(({ parent }) => (parent === undefined ? null : (this.#numbers.get(parent) ?? null))),
        documents.map(({ editedBy }) => (editedBy === undefined ? null : numberOf(editedBy))),
        documents.map(({ kind }) => kindCode(kind)),
        documents.map(({ isArchived }) => isArchived),
        documents.map(({ id }) => idBytes(id)),
        documents.map(({ title }) => title),
        documents.map(({ url, id }) => storedUrl(url, id)),
        documents.map((document) =>
          document.people.length === 0 ? null : document.people.map(numberOf).join(','),
        ),
      ],
    );
  }

  /** Numbers of these people, by their keys. */
  async #people(people: readonly IndexPerson[]): Promise<ReadonlyMap<string, number>> {
    const { schema, index } = this.#target;
    const byKey = new Map(people.map((person) => [personKey(person), person]));
    if (byKey.size === 0) {
      return new Map();
    }
    const rows = await this.#rows.all(
      `select key::text as key, number from ${schema}.people where index = $1 and key = any($2::bigint[])`,
      [index, [...byKey.keys()]],
    );
    const known = new Map(rows.map((row) => [String(row['key']), Number(row['number'])]));
    const added = [...byKey].filter(([key]) => !known.has(key));
    added.forEach(([key]) => known.set(key, this.#nextNumber()));
    if (added.length > 0) {
      await this.#rows.all(
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

  async #putPassages(numbered: readonly NumberedDocument[]): Promise<void> {
    const { schema, index } = this.#target;
    const rows = numbered.flatMap(({ number, passages }) =>
      passages.map((passage, position) => ({ number, position, passage, ...bodyBytes(passage.text) })),
    );
    this.#counts.passages += rows.length;
    this.#counts.textBytes += rows.reduce((sum, { bytes }) => sum + bytes, 0);
    for (let at = 0; at < rows.length; at += PASSAGES_AT_ONCE) {
      const some = rows.slice(at, at + PASSAGES_AT_ONCE);
      await this.#rows.all(
        `insert into ${schema}.passages (index, document, bytes, position, part, anchor, headings, body)
           select $1, document, bytes, position, part, anchor, headings, body
             from unnest($2::integer[], $3::integer[], $4::smallint[], $5::"char"[], $6::bytea[], $7::text[], $8::bytea[])
               as given (document, bytes, position, part, anchor, headings, body)`,
        [
          index,
          some.map(({ number }) => number),
          some.map(({ bytes }) => bytes),
          some.map(({ position }) => position),
          some.map(({ passage }) => partCode(passage.part)),
          some.map(({ passage: { anchor } }) => (anchor === undefined ? null : idBytes(anchor))),
          some.map(({ passage }) => headingsText(passage.headings)),
          some.map(({ body }) => body),
        ],
      );
    }
  }
}

/** Passages in one statement: a megabyte or two. */
const PASSAGES_AT_ONCE = 1000;
