import { boundedDocument } from '../document/bounded-document.js';
import type { IndexDocument, IndexPassage, IndexPerson } from '../document/document.js';
import { buildSegment } from '../inverted/build-segment.js';
import { readMilliseconds } from '../read-time.js';
import { storedHeadings, storedUrl } from '../stored/stored-text.js';
import { DocumentNumbers, type GoneDocument } from './document-numbers.js';
import { nextSegment, saveCounts, type IndexCounts } from './index-counts.js';
import type { Rows } from './index-database.js';
import { numberPeople, personKey } from './number-people.js';
import { PassageVectors, type KeptVectors } from './passage-vectors.js';
import type { IndexRows } from './read-rows.js';
import { bytesOf, mergeNewest, writeSegment } from './segments.js';
import { bodyBytes, idBytes, kindCode, partCode } from './stored-columns.js';

/** Stands for the text of a document that has none, so that its title is found. */
const NO_TEXT: IndexPassage = { part: 'text', headings: [], text: '' };

/** Passages in one statement: a megabyte or two. */
const PASSAGES_AT_ONCE = 1000;

/** Documents to write and ids of documents to forget. */
interface WrittenChange {
  readonly put: readonly IndexDocument[];
  readonly remove: readonly string[];
  readonly now: Date;
}

interface NumberedDocument {
  readonly number: number;
  readonly parent: number | null;
  readonly document: IndexDocument;
  readonly passages: readonly IndexPassage[];
}

interface LeftDocument extends GoneDocument {
  /** Number of what it lay in. */
  readonly parent: number | undefined;
}

/** Writes documents within one transaction, once. */
export class PostgresWriter {
  readonly #rows: Rows;
  readonly #target: IndexRows;
  readonly #counts: IndexCounts;
  readonly #numbers: DocumentNumbers;
  readonly #vectors: PassageVectors;

  constructor(rows: Rows, target: IndexRows, counts: IndexCounts) {
    this.#rows = rows;
    this.#target = target;
    this.#counts = counts;
    this.#numbers = new DocumentNumbers(rows, target, counts);
    this.#vectors = new PassageVectors(rows, target);
  }

  /** Gives how many documents' words were written again. */
  async write({ put: given, remove, now }: WrittenChange): Promise<number> {
    // Of a document that comes twice, the last is what holds.
    const documents = [...new Map(given.map((each) => [each.id, boundedDocument(each)])).values()];
    if (documents.length + remove.length === 0) {
      return 0;
    }
    const known = await this.#numbers.of('documents', [...documents.map(({ id }) => id), ...remove]);
    const put = new Set(documents.flatMap(({ id }) => known.get(id) ?? []));
    const removed = await this.#withComments(
      remove.flatMap((id) => known.get(id) ?? []),
      put,
    );
    const numbers = await this.#numbers.assign(documents, known);
    const numbered = documents.map((document) => ({
      number: numbers.get(document.id) ?? 0,
      parent: document.parent === undefined ? null : (numbers.get(document.parent) ?? null),
      document,
      passages: document.passages.length > 0 ? document.passages : [NO_TEXT],
    }));
    const replaced = [...new Set([...put, ...removed])].toSorted((one, other) => one - other);
    const vectors = new Map<number, KeptVectors>();
    for (const { number } of numbered) {
      vectors.set(number, await this.#vectors.of(number));
    }
    const gone = await this.#forget(replaced);
    await this.#putDocuments(numbered, now);
    await this.#putPassages(numbered);
    for (const { number, document, passages } of numbered) {
      await this.#vectors.add(number, document.title, passages, vectors.get(number) ?? new Map());
    }
    await this.#numbers.settle([...gone.flatMap(({ parent }) => parent ?? []), ...removed], gone);
    let merged = 0;
    if (numbered.length + replaced.length > 0) {
      const segment = nextSegment(this.#counts);
      await writeSegment(
        this.#rows,
        this.#target,
        { number: segment, place: segment, documents: numbered.length, replaced },
        buildSegment(
          numbered.map(({ number, document: { title }, passages }) => ({ number, title, passages })),
        ),
      );
      merged = await mergeNewest(this.#rows, this.#target, () => nextSegment(this.#counts));
    }
    await saveCounts(this.#rows, this.#target, this.#counts);
    return merged;
  }

  /** The numbers of these documents and of the comments below them, but for those that are written again. */
  async #withComments(numbers: readonly number[], put: ReadonlySet<number>): Promise<readonly number[]> {
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

  async #forget(numbers: readonly number[]): Promise<readonly LeftDocument[]> {
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
    return gone.map((row) => ({
      number: Number(row['number']),
      id: bytesOf(row, 'id'),
      parent: row['parent'] === null ? undefined : Number(row['parent']),
    }));
  }

  async #putDocuments(numbered: readonly NumberedDocument[], now: Date): Promise<void> {
    if (numbered.length === 0) {
      return;
    }
    const { schema, index } = this.#target;
    const documents = numbered.map(({ document }) => document);
    const named = documents.flatMap(({ people, editedBy }) =>
      editedBy === undefined ? people : [...people, editedBy],
    );
    const people = await numberPeople(this.#rows, this.#target, named, this.#counts);
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
        numbered.map(({ parent }) => parent),
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
          some.map(({ passage }) => storedHeadings(passage.headings)),
          some.map(({ body }) => body),
        ],
      );
    }
  }
}
