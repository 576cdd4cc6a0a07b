import { MAX_PASSAGES } from '../document/bounded-document.js';
import type { Candidate, CandidateSource, Candidates, DocumentFilter, Match } from '../find/candidates.js';
import type { PlannedTerm } from '../find/plan-query.js';
import type { KnownWord } from '../find/vocabulary.js';
import type { QueryMeaning } from '../meanings.js';
import type { KnownDocument } from '../search-index.js';
import { foldText } from '../../text/match-text.js';
import type { JsonRecord } from '../../text/json.js';
import { composed, tokensOf } from '../analysis/tokens.js';
import { dashedId } from '../stored/stored-id.js';
import { ftsMatch } from './fts-match.js';
import { readMilliseconds } from '../read-time.js';
import type { IndexConnection, SqlValue } from './index-file.js';
import { readDocuments, readPassage } from './read-documents.js';
import { nearestInFile } from './sqlite-nearest.js';
import { readTime } from '../stored/stored-text.js';
import { storedId, textOf } from './stored-values.js';

/** What a word counts in a title, in a heading and in the text (BM25 of FTS5). */
const COLUMN_WEIGHTS = '4.0, 2.0, 1.0';
/**
 * Passages that are scored, those of documents that were added last, beside those with the words in the title: a word that stands in
 * more says little, and scoring takes some two microseconds each.
 */
const MAX_SCORED = 4000;
/** Documents looked at for a title. */
const MAX_TITLES = 200;
/** Shorter words have no three letters in a row that others could share. */
const GRAM_CHARACTERS = 3;

/** Candidates, and how many passages were scored to find them. */
interface Scored extends Candidates {
  readonly scored: number;
}

/** Finds candidates in a file, for one query. */
export class SqliteCandidates implements CandidateSource {
  readonly #connection: IndexConnection;
  /** Counted once, as it takes milliseconds. */
  #documents: Promise<number> | undefined;
  /** What lies below the places of the query: found once. */
  readonly #belows = new Map<string, string>();

  constructor(connection: IndexConnection) {
    this.#connection = connection;
  }

  countDocuments(): Promise<number> {
    this.#documents ??= this.#soon(() =>
      Number(this.#connection.get('select count(*) as count from documents', [])?.['count']),
    );
    return this.#documents;
  }

  beginning(start: string, limit: number): Promise<readonly KnownWord[]> {
    return this.#soon(() =>
      this.#connection
        .all('select form, documents from words where form >= ? and form < ? order by form limit ?', [
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
      const { condition, values } = filterOf(filter, (roots) => this.#below(roots));
      const where =
        condition === ''
          ? 'found match ?'
          : `found match ? and exists (
               select 1 from documents where documents.number = found.rowid / ${MAX_PASSAGES} and ${condition})`;
      const read = (expression: string): Scored =>
        this.#read(
          `with matching as materialized (
            select rowid as passage, -bm25(found, ${COLUMN_WEIGHTS}) as score from found where ${where}
              order by rowid desc limit ${MAX_SCORED}
          ), best as (
            select passage / ${MAX_PASSAGES} as document, passage, max(score) as score, count(*) as passages
              from matching group by passage / ${MAX_PASSAGES}
          ), chosen as (
            select best.*, count(*) over () as total, sum(passages) over () as scored from best order by score desc limit ?
          )`,
          [expression, ...values, limit],
        );
      const found = read(ftsMatch(match));
      if (found.scored < MAX_SCORED) {
        return found;
      }
      const titled = read(ftsMatch(match, 'title'));
      const known = new Set(titled.best.map(({ number }) => number));
      const best = [...titled.best, ...found.best.filter(({ number }) => !known.has(number))];
      // Counting all of them would take as long as finding them.
      return { best, total: Math.max(found.total, best.length), isTotalExact: false };
    });
  }

  async nearest(meaning: QueryMeaning, filter: DocumentFilter, limit: number): Promise<readonly Candidate[]> {
    const allowed = filterOf(filter, (roots) => this.#below(roots));
    const found = await nearestInFile(this.#connection, meaning, allowed, limit);
    const rows = found.map(({ document, passage, similarity, passages }) => [
      document,
      passage,
      similarity,
      passages,
    ]);
    return this.#read(
      `with chosen as (
        select value ->> 0 as document, value ->> 1 as passage, value ->> 2 as score, value ->> 3 as passages, 0 as total, 0 as scored
          from json_each(?)
      )`,
      [JSON.stringify(rows)],
    ).best;
  }

  latest(filter: DocumentFilter, excluded: readonly PlannedTerm[], limit: number): Promise<Candidates> {
    return this.#soon(() => {
      const { condition: allowed, values: given } = filterOf(filter, (roots) => this.#below(roots));
      const isFree = excluded.length === 0;
      const condition = [
        ...(allowed === '' ? [] : [allowed]),
        ...(isFree
          ? []
          : [`documents.number not in (select rowid / ${MAX_PASSAGES} from found where found match ?)`]),
      ].join(' and ');
      const values = isFree ? given : [...given, ftsMatch({ terms: excluded, mode: 'any', excluded: [] })];
      return this.#read(
        `with chosen as (
          select number as document, number * ${MAX_PASSAGES} as passage, edited_at as score, 0 as passages, count(*) over () as total, 0 as scored
            from documents ${condition === '' ? '' : `where ${condition}`} order by edited_at desc limit ?
        )`,
        [...values, limit],
      );
    });
  }

  documents(numbers: readonly number[]): Promise<ReadonlyMap<number, KnownDocument>> {
    return this.#soon(() => readDocuments(this.#connection, numbers));
  }

  numbersOf(reference: string, limit: number): Promise<readonly number[]> {
    return this.#soon(() => {
      const found = this.#connection.get('select number from ids where id = ?', [
        storedId(dashedId(reference) ?? reference),
      ]);
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

  /** `chosen` is a table of the query: documents and passages with their scores. */
  #read(query: string, values: readonly SqlValue[]): Scored {
    const rows = this.#connection.all(
      `${query} select chosen.document, chosen.score, chosen.passages, chosen.total, chosen.scored, documents.title, documents.edited_at,
          documents.is_archived, part, anchor, headings, body
         from chosen join documents on documents.number = chosen.document join passages on passages.number = chosen.passage
         order by chosen.score desc`,
      values,
    );
    const best = rows.map((row) => ({
      number: Number(row['document']),
      title: textOf(row['title']),
      editedAt: readTime(row['edited_at']),
      isArchived: row['is_archived'] === 1,
      passage: readPassage(row),
      passages: Number(row['passages']),
      score: Number(row['score']),
    }));
    const [first] = rows;
    return {
      best,
      total: Number(first?.['total'] ?? 0),
      isTotalExact: true,
      scored: Number(first?.['scored'] ?? 0),
    };
  }

  /** The numbers of these documents and of all below them, as JSON. */
  #below(roots: readonly number[]): string {
    const key = JSON.stringify(roots);
    const known = this.#belows.get(key);
    if (known !== undefined) {
      return known;
    }
    // `union` ends where a page would lie below itself.
    const row = this.#connection.get(
      `with recursive below (number) as (
         select value from json_each(?)
         union select child.number from below join documents child on child.parent = below.number
       ) select json_group_array(number) as numbers from below`,
      [key],
    );
    const below = textOf(row?.['numbers']);
    this.#belows.set(key, below);
    return below;
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
function filterOf(
  { within, kinds, people, edited, created }: DocumentFilter,
  below: (roots: readonly number[]) => string,
): { readonly condition: string; readonly values: readonly SqlValue[] } {
  const conditions: string[] = [];
  const values: SqlValue[] = [];
  const add = (condition: string, ...given: readonly SqlValue[]): void => {
    conditions.push(condition);
    values.push(...given);
  };
  for (const roots of within) {
    add('documents.number in (select value from json_each(?))', below(roots));
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
      add(`documents.${column} >= ?`, readMilliseconds(from));
    }
    if (before !== undefined) {
      add(`documents.${column} < ?`, readMilliseconds(before));
    }
  }
  return { condition: conditions.join(' and '), values };
}
