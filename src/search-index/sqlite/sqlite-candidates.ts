import { MAX_PASSAGES } from '../document/bounded-document.js';
import type { Candidate, CandidateSource, Candidates, DocumentFilter, Match } from '../find/candidates.js';
import type { KnownWord } from '../find/vocabulary.js';
import { foldText } from '../../text/match-text.js';
import type { JsonRecord } from '../../text/json.js';
import { composed, tokensOf } from '../analysis/tokens.js';
import { ftsMatch } from './fts-match.js';
import type { IndexConnection, SqlValue } from './index-file.js';
import { idOf, readDocuments, readPassage } from './read-documents.js';
import { storedTime, textOf } from './stored-values.js';

/** What a word counts in a title, in a heading and in the text (BM25 of FTS5). */
const COLUMN_WEIGHTS = '4.0, 2.0, 1.0';
/** Documents looked at for a title. */
const MAX_TITLES = 200;
/** Shorter words have no three letters in a row that others could share. */
const GRAM_CHARACTERS = 3;

/** Finds candidates in a file. */
export class SqliteCandidates implements CandidateSource {
  readonly #connection: IndexConnection;

  constructor(connection: IndexConnection) {
    this.#connection = connection;
  }

  countDocuments(): Promise<number> {
    return this.#soon(() =>
      Number(this.#connection.get('select count(*) as count from documents', [])?.['count']),
    );
  }

  beginning(start: string, limit: number): Promise<readonly KnownWord[]> {
    return this.#soon(() =>
      this.#connection
        .all('select form, documents from words where form >= ? and form < ? limit ?', [
          start,
          `${start}\u{10ffff}`,
          limit,
        ])
        .map(wordOf),
    );
  }

  alike(form: string, limit: number): Promise<readonly KnownWord[]> {
    return this.#soon(() => {
      const grams = gramsOf(form);
      return grams.length === 0
        ? []
        : this.#connection
            .all(
              `with alike as materialized (select rowid from word_parts where word_parts match ? order by rank limit ?)
                 select form, documents from alike join words on number = alike.rowid`,
              [grams.map((gram) => `"${gram}"`).join(' OR '), limit],
            )
            .map(wordOf);
    });
  }

  candidates(match: Match, filter: DocumentFilter, limit: number): Promise<Candidates> {
    return this.#soon(() => {
      const { condition, values } = filterOf(filter);
      const matching = `with recursive matching as materialized (
          select rowid as passage, -bm25(found, ${COLUMN_WEIGHTS}) as score from found where found match ?
        ), best as (
          select passage / ${MAX_PASSAGES} as document, passage, max(score) as score, count(*) as passages
            from matching group by passage / ${MAX_PASSAGES}
        )`;
      const joined =
        condition === '' ? '' : `join documents on documents.number = best.document where ${condition}`;
      const rows = this.#connection.all(
        `${matching} select best.*, count(*) over () as total from best ${joined} order by score desc limit ?`,
        [ftsMatch(match), ...values, limit],
      );
      return this.#read(rows);
    });
  }

  latest(filter: DocumentFilter, limit: number): Promise<Candidates> {
    return this.#soon(() => {
      const { condition, values } = filterOf(filter);
      const rows = this.#connection.all(
        `select number as document, number * ${MAX_PASSAGES} as passage, 0 as score, 0 as passages, count(*) over () as total
           from documents ${condition === '' ? '' : `where ${condition}`} order by edited_at desc, number limit ?`,
        [...values, limit],
      );
      return this.#read(rows);
    });
  }

  numbersOf(reference: string, limit: number): Promise<readonly number[]> {
    return this.#soon(() => {
      const id = idOf(reference);
      const found =
        id === undefined
          ? undefined
          : this.#connection.get('select number from documents where id = ?', [id]);
      if (found !== undefined) {
        return [Number(found['number'])];
      }
      const forms = tokensOf(reference).map(({ form }) => form);
      if (forms.length === 0) {
        return [];
      }
      const title = foldText(composed(reference));
      return this.#connection
        .all(
          `select distinct number, title from documents join
             (select rowid / ${MAX_PASSAGES} as document from found where found match ? limit ?) on document = number
             where kind <> 'comments'`,
          [`title : ^"${forms.join(' ')}"`, MAX_TITLES * limit],
        )
        .filter((row) => foldText(textOf(row['title'])) === title)
        .slice(0, limit)
        .map((row) => Number(row['number']));
    });
  }

  #read(rows: readonly JsonRecord[]): Candidates {
    const documents = readDocuments(
      this.#connection,
      rows.map((row) => Number(row['document'])),
    );
    const passages = new Map(
      this.#connection
        .all('select * from passages where number in (select value from json_each(?))', [
          JSON.stringify(rows.map((row) => Number(row['passage']))),
        ])
        .map((row) => [Number(row['number']), readPassage(row)]),
    );
    const best = rows.flatMap((row): Candidate[] => {
      const document = documents.get(Number(row['document']));
      const passage = passages.get(Number(row['passage']));
      return document === undefined || passage === undefined
        ? []
        : [{ document, passage, passages: Number(row['passages']), score: Number(row['score']) }];
    });
    return { best, total: Number(rows[0]?.['total'] ?? 0), isTotalExact: true };
  }

  /** libsql works at once; what it throws is to reject the promise. */
  #soon<Result>(work: () => Result): Promise<Result> {
    return new Promise((resolve) => resolve(work()));
  }
}

function wordOf(row: JsonRecord): KnownWord {
  return { form: textOf(row['form']), documents: Number(row['documents']) };
}

/** All three characters that follow each other in a word. Words hold no quotation mark. */
function gramsOf(form: string): string[] {
  const characters = Array.from(form);
  return Array.from({ length: Math.max(0, characters.length - GRAM_CHARACTERS + 1) }, (_, at) =>
    characters.slice(at, at + GRAM_CHARACTERS).join(''),
  );
}

/** The condition on a row of `documents`, and its values; '' for none. */
function filterOf({ within, kinds, people, edited, created }: DocumentFilter): {
  readonly condition: string;
  readonly values: readonly SqlValue[];
} {
  const conditions: string[] = [];
  const values: SqlValue[] = [];
  const add = (condition: string, ...given: readonly SqlValue[]): void => {
    conditions.push(condition);
    values.push(...given);
  };
  for (const roots of within) {
    // `union` ends where a page would lie below itself.
    add(
      `documents.number in (
        with recursive below (number, id) as (
          select number, id from documents where number in (select value from json_each(?))
          union select child.number, child.id from below join documents child on child.parent = below.id
        ) select number from below)`,
      JSON.stringify(roots),
    );
  }
  if (kinds.length > 0) {
    add('documents.kind in (select value from json_each(?))', JSON.stringify(kinds));
  }
  for (const person of people) {
    add(
      `documents.number in (select document from document_people join people on people.number = person
         where people.id = ? or instr(people.form, ?) > 0)`,
      person,
      foldText(person),
    );
  }
  for (const [column, { from, before }] of [
    ['edited_at', edited],
    ['created_at', created],
  ] as const) {
    if (from !== undefined) {
      add(`documents.${column} >= ?`, storedTime(from));
    }
    if (before !== undefined) {
      add(`documents.${column} < ?`, storedTime(before));
    }
  }
  return { condition: conditions.join(' and '), values };
}
