import { foldText } from '../../text/match-text.js';
import type { JsonRecord } from '../../text/json.js';
import { dashedId } from '../dashed-id.js';
import type { Candidate, CandidateSource, Candidates, DocumentFilter, Match } from '../find/candidates.js';
import type { KnownWord } from '../find/vocabulary.js';
import { MAX_COMPARED, nearestDocuments } from '../meaning/nearest.js';
import { signsOf } from '../meaning/quantize.js';
import type { QueryMeaning } from '../meanings.js';
import { readMilliseconds } from '../read-time.js';
import type { KnownDocument } from '../search-index.js';
import type { IndexDatabase } from './index-database.js';
import { modelOf } from './postgres-meanings.js';
import { passageOf, selectNumbered, timeOf } from './read-rows.js';
import { tsQuery } from './ts-text.js';

/** Passages that are scored: those with the words in the title, then those of documents that were added last. */
const MAX_SCORED = 4000;
/** What a word counts in the text, in a heading and in the title (`ts_rank`: D, C, B, A). */
const WEIGHTS = '{0.25, 0.25, 0.5, 1}';
/** Similarity from which on `pg_trgm` takes words for alike: one wrong letter of five leaves less than its usual 0.3. */
const MIN_SIMILARITY = 0.15;

/** Finds candidates in the rows of one index. */
export class PostgresCandidates implements CandidateSource {
  readonly #database: IndexDatabase;
  readonly #index: number;

  constructor(database: IndexDatabase, index: number) {
    this.#database = database;
    this.#index = index;
  }

  async countDocuments(): Promise<number> {
    const [row] = await this.#all(`select count(*) as count from ${this.#schema}.documents where index = $1`);
    return Number(row?.['count'] ?? 0);
  }

  async beginning(start: string, limit: number): Promise<readonly KnownWord[]> {
    const rows = await this.#all(
      `select form, documents from ${this.#schema}.words where index = $1 and form >= $2 and form < $3 limit $4`,
      [start, `${start}\u{10ffff}`, limit],
    );
    return rows.map(wordOf);
  }

  /** Without `pg_trgm` words that begin with the same two letters take the place of those that are alike. */
  async alike(form: string, limit: number): Promise<readonly KnownWord[]> {
    const { trigrams } = this.#database;
    const [condition, order] =
      trigrams === undefined
        ? ['starts_with(form, left($2, 2))', 'abs(length(form) - length($2))']
        : [
            `${trigrams}.similarity(form, $2) > ${MIN_SIMILARITY}`,
            `${trigrams}.similarity(form, $2) desc, form`,
          ];
    const rows = await this.#all(
      `select form, documents from ${this.#schema}.words where index = $1 and (${condition} or position($2 in form) > 0)
         order by position($2 in form) > 0 desc, ${order} limit $3`,
      [form, trigrams === undefined ? limit * 20 : limit],
    );
    return rows.map(wordOf);
  }

  async candidates(
    { terms, mode, excluded }: Match,
    filter: DocumentFilter,
    limit: number,
  ): Promise<Candidates> {
    const total = await this.countDocuments();
    const values: unknown[] = [
      tsQuery(this.#index, terms, mode, excluded),
      tsQuery(this.#index, terms, mode, excluded, 'title'),
    ];
    // How rare the words are that a passage holds, and how often it holds them.
    const rarities = terms.map((term) => {
      values.push(tsQuery(this.#index, [term], 'all'));
      const rarity = Math.log1p(total / (term.documents ?? Math.sqrt(total + 1)));
      return `case when words @@ $${values.length + 1}::tsquery then ${rarity.toFixed(4)} else 0 end`;
    });
    const condition = this.#filter(filter, values);
    values.push(limit);
    return this.#read(
      `matching as (
         select document, position, words from ${this.#schema}.passages
           where index = $1 and words @@ $2::tsquery
             and ${this.#allowed(condition)}
           order by words @@ $3::tsquery desc, document desc limit ${MAX_SCORED}
       ), scored as (
         select document, position,
             (${rarities.join(' + ')}) * (0.5 + ts_rank('${WEIGHTS}', words, $2::tsquery, 1)) as score
           from matching
       ), best as (
         select distinct on (document) document, position, score, count(*) over (partition by document) as passages
           from scored order by document, score desc, position
       ), chosen as (
         select best.*, count(*) over () as total, sum(passages) over () as scored from best order by score desc limit $${values.length + 1}
       )`,
      values,
    );
  }

  async nearest(meaning: QueryMeaning, filter: DocumentFilter, limit: number): Promise<readonly Candidate[]> {
    const { model, vector } = meaning;
    const known = await modelOf(this.#database, { schema: this.#schema, index: this.#index });
    if (known?.model !== model || known.dimensions !== vector.length) {
      return [];
    }
    const values: unknown[] = [signsOf(vector)];
    const condition = this.#filter(filter, values);
    const rows = await this.#all(
      `with nearest as (
         select document, position from ${this.#schema}.signatures
           where index = $1 and length(signs) = length($2::bit varying)
             and ${this.#allowed(condition)}
           order by bit_count(signs # $2::bit varying) limit ${MAX_COMPARED}
       )
       select document, position, vector from nearest join ${this.#schema}.vectors using (document, position)
         where index = $1`,
      values,
    );
    const found = nearestDocuments(
      meaning,
      rows.map((row) => ({
        document: Number(row['document']),
        passage: Number(row['position']),
        vector: row['vector'] as Buffer, // The driver's value of `bytea`.
      })),
      limit,
    );
    const { best } = await this.#read(
      `chosen as (
         select document, position, score, passages, 0 as total, 0 as scored
           from unnest($2::bigint[], $3::integer[], $4::double precision[], $5::integer[])
             as given (document, position, score, passages)
       )`,
      [
        found.map(({ document }) => document),
        found.map(({ passage }) => passage),
        found.map(({ similarity }) => similarity),
        found.map(({ passages }) => passages),
      ],
    );
    return best;
  }

  latest(filter: DocumentFilter, limit: number): Promise<Candidates> {
    const values: unknown[] = [];
    const condition = this.#filter(filter, values);
    values.push(limit);
    return this.#read(
      `chosen as (
         select number as document, 0 as position, edited_at as score, 0 as passages, count(*) over () as total, 0 as scored
           from ${this.#schema}.documents where documents.index = $1 ${condition === '' ? '' : `and ${condition}`}
           order by edited_at desc limit $${values.length + 1}
       )`,
      values,
    );
  }

  async numbersOf(reference: string, limit: number): Promise<readonly number[]> {
    const [known] = await this.#all(`select number from ${this.#schema}.ids where index = $1 and id = $2`, [
      dashedId(reference) ?? reference,
    ]);
    if (known !== undefined) {
      return [Number(known['number'])];
    }
    const rows = await this.#all(
      `select number from ${this.#schema}.documents
         where index = $1 and md5(title_form) = md5($2) and title_form = $2 and kind <> 'comments' and $2 <> '' limit $3`,
      [foldText(reference), limit],
    );
    return rows.map((row) => Number(row['number']));
  }

  async documents(numbers: readonly number[]): Promise<ReadonlyMap<number, KnownDocument>> {
    return new Map(
      await selectNumbered(this.#database, this.#index, 'documents.number = any($2)', [numbers]),
    );
  }

  get #schema(): string {
    return this.#database.schema;
  }

  /** `$1` is the index in every statement. */
  #all(sql: string, values: readonly unknown[] = []): Promise<readonly JsonRecord[]> {
    return this.#database.all(sql, [this.#index, ...values]);
  }

  /** `chosen` is a table of the query: documents and passages with their scores. */
  async #read(tables: string, values: readonly unknown[]): Promise<Candidates> {
    const rows = await this.#all(
      `with recursive ${tables}
         select chosen.*, documents.title, documents.edited_at, documents.is_archived, part, anchor, headings, body
           from chosen join ${this.#schema}.documents on documents.index = $1 and documents.number = chosen.document
           join ${this.#schema}.passages
             on passages.index = $1 and passages.document = chosen.document and passages.position = chosen.position
           order by chosen.score desc`,
      values,
    );
    const [first] = rows;
    return {
      best: rows.map((row) => ({
        number: Number(row['document']),
        title: String(row['title']),
        editedAt: timeOf(row['edited_at']),
        isArchived: row['is_archived'] === true,
        passage: passageOf(row),
        passages: Number(row['passages']),
        score: Number(row['score']),
      })),
      total: Number(first?.['total'] ?? 0),
      isTotalExact: Number(first?.['scored'] ?? 0) < MAX_SCORED,
    };
  }

  /** The same condition on a row that names its document. */
  #allowed(condition: string): string {
    return condition === ''
      ? 'true'
      : `exists (select 1 from ${this.#schema}.documents where documents.index = $1 and documents.number = document and ${condition})`;
  }

  /** The condition on a row of `documents`; its values are added. '' for none. */
  #filter({ within, kinds, people, edited, created }: DocumentFilter, values: unknown[]): string {
    const conditions: string[] = [];
    const place = (value: unknown): string => {
      values.push(value);
      return `$${values.length + 1}`;
    };
    for (const roots of within) {
      conditions.push(`documents.number in (
        with recursive below (number) as (
          select unnest(${place(roots)}::bigint[])
          union select child.number from below join ${this.#schema}.documents child
            on child.index = $1 and child.parent = below.number
        ) select number from below)`);
    }
    if (kinds.length > 0) {
      conditions.push(`documents.kind = any(${place(kinds)})`);
    }
    for (const person of people) {
      conditions.push(
        `(${place(person)} = any(documents.people_ids) or position(${place(foldText(person))} in documents.people_form) > 0)`,
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
    return conditions.join(' and ');
  }
}

function wordOf(row: JsonRecord): KnownWord {
  return { form: String(row['form']), documents: Number(row['documents']) };
}
