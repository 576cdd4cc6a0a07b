import { tokensOf } from '../analysis/tokens.js';
import { foldText } from '../../text/match-text.js';
import type { JsonRecord } from '../../text/json.js';
import { dashedId } from '../stored/stored-id.js';
import type { Candidate, CandidateSource, Candidates, DocumentFilter, Match } from '../find/candidates.js';
import type { PlannedTerm } from '../find/plan-query.js';
import type { KnownWord } from '../find/vocabulary.js';
import { scorePassages, titlesBeginning, type ScoredDocument } from '../inverted/score-passages.js';
import { passageKey, positionOfKey } from '../document/passage-key.js';
import type { QueryMeaning } from '../meanings.js';
import { readMilliseconds } from '../read-time.js';
import type { KnownDocument } from '../search-index.js';
import type { Rows } from './index-database.js';
import { IndexWords } from './index-words.js';
import { nearestInTables } from './postgres-nearest.js';
import { selectNumbered, type IndexRows } from './read-rows.js';
import { readTime } from '../stored/stored-text.js';
import { idBytes, kindCode, passageOf } from './stored-columns.js';

/** Documents that are asked for whether they meet conditions, the best ones. */
const MAX_FILTERED = 4000;
/** Documents looked at for a title. */
const MAX_TITLES = 4000;

/** Finds candidates in the rows of one index, for one query. */
export class PostgresCandidates implements CandidateSource {
  readonly #rows: Rows;
  readonly #target: IndexRows;
  readonly #words: IndexWords;
  /** What lies below the places of the query: found once. */
  readonly #belows = new Map<string, Promise<ReadonlySet<number>>>();

  /** The rows are one state of the tables. */
  constructor(rows: Rows, target: IndexRows) {
    this.#rows = rows;
    this.#target = target;
    this.#words = new IndexWords(rows, target);
  }

  async countDocuments(): Promise<number> {
    return (await this.#words.size()).documents;
  }

  beginning(start: string, limit: number): Promise<readonly KnownWord[]> {
    return this.#words.beginning(start, limit);
  }

  alike(form: string, limit: number): Promise<readonly KnownWord[]> {
    return this.#words.alike(form, limit);
  }

  async candidates(match: Match, filter: DocumentFilter, limit: number): Promise<Candidates> {
    const belows = await this.#belowsOf(filter);
    const postings = await this.#words.postingsOf(match);
    const scored = await scorePassages(match, postings);
    const inPlace = scored.filter(({ document }) => belows.every((below) => below.has(document)));
    const { found, isExact } = await this.#filtered(inPlace, filter);
    return {
      best: await this.#read(found.slice(0, limit)),
      total: found.length,
      isTotalExact: isExact && postings.isWhole,
    };
  }

  async nearest(meaning: QueryMeaning, filter: DocumentFilter, limit: number): Promise<readonly Candidate[]> {
    const values: unknown[] = [];
    const conditions: string[] = [];
    for (const below of await this.#belowsOf(filter)) {
      values.push([...below]);
      conditions.push(`document = any($${values.length + 1}::integer[])`);
    }
    const others = conditionsOf(this.#schema, filter, values);
    if (others.length > 0) {
      conditions.push(
        `exists (select 1 from ${this.#schema}.documents
           where documents.index = $1 and documents.number = document and ${others.join(' and ')})`,
      );
    }
    const found = await nearestInTables(this.#rows, this.#target, meaning, { conditions, values }, limit);
    return this.#read(
      found.map(({ document, passage, similarity, passages }) => ({
        document,
        key: passageKey(document, passage),
        score: similarity,
        passages,
      })),
    );
  }

  async latest(filter: DocumentFilter, excluded: readonly PlannedTerm[], limit: number): Promise<Candidates> {
    const values: unknown[] = [];
    const belows = await this.#belowsOf(filter);
    const postings = await this.#words.postingsOf({ terms: [], excluded });
    const holding = await scorePassages({ terms: excluded, mode: 'any', excluded: [] }, postings);
    const conditions = [
      'documents.index = $1',
      ...belows.map((below) => {
        values.push([...below]);
        return `documents.number = any($${values.length + 1}::integer[])`;
      }),
      ...conditionsOf(this.#schema, filter, values),
    ];
    if (holding.length > 0) {
      values.push(holding.map(({ document }) => document));
      // Not `<> all`: before version 15 that looks through the whole list for each document.
      conditions.push(
        `not exists (select from unnest($${values.length + 1}::integer[]) as held (number) where held.number = documents.number)`,
      );
    }
    values.push(limit);
    const rows = await this.#all(
      `select number, edited_at, count(*) over () as total from ${this.#schema}.documents
         where ${conditions.join(' and ')} order by edited_at desc limit $${values.length + 1}`,
      values,
    );
    const best = await this.#read(
      rows.map((row) => ({
        document: Number(row['number']),
        key: passageKey(Number(row['number']), 0),
        score: Number(row['edited_at']),
        passages: 0,
      })),
    );
    return { best, total: Number(rows[0]?.['total'] ?? 0), isTotalExact: postings.isWhole };
  }

  async numbersOf(reference: string, limit: number): Promise<readonly number[]> {
    const [known] = await this.#all(
      `select number from ${this.#schema}.documents where index = $1 and id = $2
         union all select number from ${this.#schema}.places where index = $1 and id = $2`,
      [idBytes(dashedId(reference) ?? reference)],
    );
    if (known !== undefined) {
      return [Number(known['number'])];
    }
    const tokens = tokensOf(reference).map(({ form }) => form);
    if (tokens.length === 0) {
      return [];
    }
    const term = { sequences: [{ tokens, isPrefix: false }] };
    const postings = await this.#words.postingsOf({ terms: [term], excluded: [] });
    const numbers = (await titlesBeginning(tokens, postings)).slice(0, MAX_TITLES);
    const rows = await this.#all(
      `select number, title from ${this.#schema}.documents where index = $1 and number = any($2) and kind <> $3`,
      [numbers, kindCode('comments')],
    );
    const title = foldText(reference);
    return rows
      .filter((row) => foldText(String(row['title'])) === title)
      .slice(0, limit)
      .map((row) => Number(row['number']));
  }

  async documents(numbers: readonly number[]): Promise<ReadonlyMap<number, KnownDocument>> {
    return new Map(await selectNumbered(this.#rows, this.#target, 'documents.number = any($2)', [numbers]));
  }

  get #schema(): string {
    return this.#target.schema;
  }

  /** `$1` is the index in every statement. */
  #all(sql: string, values: readonly unknown[] = []): Promise<readonly JsonRecord[]> {
    return this.#rows.all(sql, [this.#target.index, ...values]);
  }

  /** Those that meet the conditions on their rows. Of very many, the best are looked at. */
  async #filtered(
    scored: readonly ScoredDocument[],
    filter: DocumentFilter,
  ): Promise<{ readonly found: readonly ScoredDocument[]; readonly isExact: boolean }> {
    const asked = scored.slice(0, MAX_FILTERED);
    const values: unknown[] = [asked.map(({ document }) => document)];
    const conditions = conditionsOf(this.#schema, filter, values);
    if (conditions.length === 0 || asked.length === 0) {
      return { found: scored, isExact: true };
    }
    const [row] = await this.#all(
      `select array_to_string(array_agg(number), ',') as numbers from ${this.#schema}.documents
         where index = $1 and number = any($2::integer[]) and ${conditions.join(' and ')}`,
      values,
    );
    const meeting = numbersIn(row);
    return {
      found: asked.filter(({ document }) => meeting.has(document)),
      isExact: asked.length === scored.length,
    };
  }

  /** Each with its best passage. */
  async #read(chosen: readonly ScoredDocument[]): Promise<readonly Candidate[]> {
    const rows = await this.#all(
      `select documents.number, title, edited_at, is_archived, part, anchor, headings, bytes, body
         from unnest($2::integer[], $3::smallint[]) as chosen (number, position)
         join ${this.#schema}.documents on documents.index = $1 and documents.number = chosen.number
         join ${this.#schema}.passages on passages.index = $1 and passages.document = chosen.number
           and passages.position = chosen.position`,
      [chosen.map(({ document }) => document), chosen.map(({ key }) => positionOfKey(key))],
    );
    const read = new Map(rows.map((row) => [Number(row['number']), row]));
    return chosen.flatMap(({ document, passages, score }) => {
      const row = read.get(document);
      return row === undefined
        ? []
        : {
            number: document,
            title: String(row['title']),
            editedAt: readTime(row['edited_at']),
            isArchived: row['is_archived'] === true,
            passage: passageOf(row),
            passages,
            score,
          };
    });
  }

  #belowsOf({ within }: DocumentFilter): Promise<readonly ReadonlySet<number>[]> {
    return Promise.all(within.map((roots) => this.#below(roots)));
  }

  /** The numbers of these documents and of all below them. */
  #below(roots: readonly number[]): Promise<ReadonlySet<number>> {
    const key = JSON.stringify(roots);
    const known = this.#belows.get(key);
    if (known !== undefined) {
      return known;
    }
    // `union` ends where a page would lie below itself.
    const below = this.#all(
      `with recursive below (number) as (
         select unnest($2::integer[])
         union select child.number from below join ${this.#schema}.documents child
           on child.index = $1 and child.parent = below.number
       ) select array_to_string(array_agg(number), ',') as numbers from below`,
      [roots],
    ).then(([row]) => numbersIn(row));
    this.#belows.set(key, below);
    return below;
  }
}

/** Conditions on a row of `documents`, but for where it lies; their values are added. */
function conditionsOf(
  schema: string,
  { kinds, people, edited, created }: DocumentFilter,
  values: unknown[],
): readonly string[] {
  const conditions: string[] = [];
  const place = (value: unknown): string => {
    values.push(value);
    return `$${values.length + 1}`;
  };
  if (kinds.length > 0) {
    conditions.push(`documents.kind = any(${place(kinds.map(kindCode))}::"char"[])`);
  }
  for (const person of people) {
    conditions.push(
      `documents.people && array(select people.number from ${schema}.people where people.index = $1
         and (people.id = ${place(person)} or position(${place(foldText(person))} in people.form) > 0))`,
    );
  }
  for (const [column, { from, before }] of [
    ['edited_at', edited],
    ['created_at', created],
  ] as const) {
    if (from !== undefined) {
      conditions.push(`documents.${column} >= ${place(readMilliseconds(from))}`);
    }
    if (before !== undefined) {
      conditions.push(`documents.${column} < ${place(readMilliseconds(before))}`);
    }
  }
  return conditions;
}

/** Numbers with commas between them: many rows take the driver longer. */
function numbersIn(row: JsonRecord | undefined): ReadonlySet<number> {
  const text = row?.['numbers'];
  return new Set(typeof text === 'string' && text !== '' ? text.split(',').map(Number) : []);
}
