import { isCounted, tokensOf } from '../analysis/tokens.js';
import { boundedDocument } from '../document/bounded-document.js';
import type { IndexDocument, IndexPassage, IndexPerson } from '../document/document.js';
import { keysOfDocument, passageKey } from '../document/passage-key.js';
import { foldText } from '../../text/match-text.js';
import { readMilliseconds } from '../read-time.js';
import { embeddedText } from '../meaning/passage-text.js';
import type { IndexConnection } from './index-file.js';
import { PassageVectors, type KeptVectors } from './passage-vectors.js';
import { readText, storedId, storedText, textOf } from './stored-values.js';
import { readHeadings, storedHeadings, storedUrl } from '../stored/stored-text.js';

/** Stands for the text of a document that has none, so that its title is found. */
const NO_TEXT: IndexPassage = { part: 'text', headings: [], text: '' };

/** Writes documents within one transaction. `end` has to be called before it is committed. */
export class DocumentWriter {
  readonly #connection: IndexConnection;
  readonly #now: number;
  readonly #vectors: PassageVectors;
  /** By how much the number of documents with a word changes. */
  readonly #changes = new Map<string, number>();
  readonly #people = new Map<string, number>();
  /** People of documents that were forgotten or replaced. */
  readonly #left = new Set<number>();
  /** Numbers of ids that they had, or had as their parents. */
  readonly #leftIds = new Set<number>();

  constructor(connection: IndexConnection, now: Date) {
    this.#connection = connection;
    this.#now = now.getTime();
    this.#vectors = new PassageVectors(connection);
  }

  put(given: IndexDocument): void {
    const document = boundedDocument(given);
    const known = this.#connection.get(
      'select number, title from documents join ids using (number) where id = ?',
      [storedId(document.id)],
    );
    const kept: KeptVectors =
      known === undefined ? new Map() : this.#forget(Number(known['number']), textOf(known['title']));
    const number = this.#putFacts(document);
    const words = new Set<string>();
    const title = this.#tokens(document.title, words);
    // A document without text is found by its title.
    const passages = document.passages.length > 0 ? document.passages : [NO_TEXT];
    passages.forEach((passage, at) => {
      const { part, anchor, headings, text } = passage;
      const passageNumber = passageKey(number, at);
      this.#connection.run('insert into passages values (?, ?, ?, ?, ?, ?)', [
        passageNumber,
        part,
        anchor === undefined ? null : storedId(anchor),
        storedHeadings(headings),
        storedText(text),
        Buffer.byteLength(text),
      ]);
      this.#connection.run('insert into found (rowid, title, headings, body) values (?, ?, ?, ?)', [
        passageNumber,
        title,
        this.#tokens(headings.join('\n'), words),
        this.#tokens(text, words),
      ]);
      this.#vectors.add(passageNumber, () => embeddedText(document.title, passage), kept);
    });
    this.#count(words, 1);
  }

  /** Forgets a document, and the comments below it. */
  remove(id: string): void {
    const rows = this.#connection.all(
      `select number, title from documents join ids using (number) where id = ?1
         union all select child.number, child.title from documents child join ids on ids.number = child.parent
           where ids.id = ?1 and child.kind = 'comments'`,
      [storedId(id)],
    );
    for (const row of rows) {
      const number = Number(row['number']);
      this.#forget(number, textOf(row['title']));
      this.#connection.run('delete from documents where number = ?', [number]);
    }
  }

  /** Writes the numbers of documents with each word, and forgets words and people that no document names any more. */
  end(): void {
    const connection = this.#connection;
    const changes = JSON.stringify(Object.fromEntries(this.#changes));
    const last = connection.get('select coalesce(max(number), 0) as last from words', []);
    connection.run(
      `insert into words (form, documents) select key, value from json_each(?) where value <> 0
         on conflict (form) do update set documents = documents + excluded.documents`,
      [changes],
    );
    connection.run('insert into word_parts (rowid, form) select number, form from words where number > ?', [
      Number(last?.['last']),
    ]);
    connection.run(
      'delete from word_parts where rowid in (select number from words where documents <= 0)',
      [],
    );
    connection.run('delete from words where documents <= 0', []);
    for (const person of this.#left) {
      connection.run(
        `delete from people where number = ?1
           and not exists (select 1 from document_people where person = ?1)
           and not exists (select 1 from documents where edited_by = ?1)`,
        [person],
      );
    }
    for (const id of this.#leftIds) {
      connection.run(
        `delete from ids where number = ?1
           and not exists (select 1 from documents where number = ?1)
           and not exists (select 1 from documents where parent = ?1)`,
        [id],
      );
    }
  }

  #putFacts(document: IndexDocument): number {
    const connection = this.#connection;
    const { id, kind, title, parent, url, editedAt, createdAt, editedBy, people, isArchived } = document;
    const number = this.#number(id);
    connection.run(
      `insert or replace into documents
         (number, kind, title, parent, url, edited_at, created_at, indexed_at, edited_by, is_archived)
         values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      [
        number,
        kind,
        title,
        parent === undefined ? null : this.#number(parent),
        storedUrl(url, id),
        readMilliseconds(editedAt),
        readMilliseconds(createdAt),
        this.#now,
        editedBy === undefined ? null : this.#person(editedBy),
        Number(isArchived),
      ],
    );
    people.forEach((person, position) => {
      connection.run('insert into document_people (document, person, position) values (?, ?, ?)', [
        number,
        this.#person(person),
        position,
      ]);
    });
    return number;
  }

  #number(id: string): number {
    const stored = storedId(id);
    const row =
      this.#connection.get('select number from ids where id = ?', [stored]) ??
      this.#connection.get('insert into ids (id) values (?) returning number', [stored]);
    return Number(row?.['number']);
  }

  #person({ id = '', name }: IndexPerson): number {
    const connection = this.#connection;
    const key = JSON.stringify([id, name]);
    const before = this.#people.get(key);
    if (before !== undefined) {
      return before;
    }
    const known = connection.get('select number from people where id = ? and name = ?', [id, name]);
    const row =
      known ??
      connection.get('insert into people (id, name, form) values (?, ?, ?) returning number', [
        id,
        name,
        foldText(name),
      ]);
    const number = Number(row?.['number']);
    this.#people.set(key, number);
    return number;
  }

  #forget(document: number, title: string): KeptVectors {
    const connection = this.#connection;
    const range = keysOfDocument(document);
    const rows = connection.all('select headings, body from passages where number between ? and ?', range);
    const words = new Set<string>();
    this.#tokens(title, words);
    for (const row of rows) {
      this.#tokens(readHeadings(row['headings']).join('\n'), words);
      this.#tokens(readText(row['body']), words);
    }
    this.#count(words, -1);
    const parent = connection.get('select parent from documents where number = ?', [document])?.['parent'];
    this.#leftIds.add(document).add(Number(parent ?? document));
    const people = connection.all(
      `select person from document_people where document = ?1
         union select edited_by from documents where number = ?1 and edited_by is not null`,
      [document],
    );
    for (const row of people) {
      this.#left.add(Number(row['person']));
    }
    connection.run('delete from found where rowid between ? and ?', range);
    connection.run('delete from passages where number between ? and ?', range);
    connection.run('delete from document_people where document = ?', [document]);
    return this.#vectors.take(range);
  }

  /** The tokens of a text as FTS5 gets them. Words that are counted are added to `words`. */
  #tokens(text: string, words: Set<string>): string {
    const forms = tokensOf(text).map(({ form }) => form);
    for (const form of forms) {
      if (isCounted(form)) {
        words.add(form);
      }
    }
    return forms.join(' ');
  }

  #count(words: ReadonlySet<string>, change: number): void {
    for (const word of words) {
      this.#changes.set(word, (this.#changes.get(word) ?? 0) + change);
    }
  }
}
