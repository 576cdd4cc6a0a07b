import { isCounted } from '../analysis/tokens.js';
import type { Match } from '../find/candidates.js';
import { errorsBetween, MIN_LETTERS } from '../find/closest-words.js';
import type { KnownWord } from '../find/vocabulary.js';
import { nextTurn } from '../../bounded-work/turns.js';
import { formOf, readTerms, termOf } from '../inverted/blocks.js';
import { PostingReader } from '../inverted/postings.js';
import type { PostingList, QueryPostings } from '../inverted/score-passages.js';
import { typedWord, wordsLike } from '../inverted/words-like.js';
import type { JsonRecord } from '../../text/json.js';
import type { Rows } from './index-database.js';
import type { IndexRows } from './read-rows.js';
import { bytesOf, currencyOf, readSegments } from './segments.js';

/** No word is above this one after the same beginning: UTF-8 has no such byte. */
const ABOVE_ALL = '\u00ff';
/** Blocks that are read for one beginning: some 60,000 words, or a megabyte of postings. */
const MAX_BLOCKS = 300;
/** Bytes of words that a mistyped one is compared with: those of some five million. Of more, those in newer segments are not. */
const MAX_VOCABULARY_BYTES = 32_000_000;
/** Blocks whose words are read in one statement. */
const BLOCKS_IN_STATEMENT = 2000;
/** Postings are looked through for whether they still hold where a word stands in so few documents; of more, most do. */
const MAX_COUNTED = 64;
/** Letters that a mistyped word lacks or has too many at most, and errors that it has: see `closestWords`. */
const MAX_ERRORS = 2;
/** Blocks of words that are compared before other work has its turn. */
const BLOCKS_AT_ONCE = 200;

/** How large an index is. */
interface IndexSize {
  readonly documents: number;
  readonly averageBytes: number;
}

type Currency = ReturnType<typeof currencyOf>;

/** The words of an index and where they stand, as one state of its tables has them. What was read is kept. */
export class IndexWords {
  readonly #rows: Rows;
  readonly #target: IndexRows;
  readonly #words = new Map<string, PostingList[]>();
  readonly #beginnings = new Map<string, Beginning>();
  #all: Promise<readonly Buffer[]> | undefined;
  #size: Promise<IndexSize> | undefined;
  #currency: Promise<Currency> | undefined;

  constructor(rows: Rows, target: IndexRows) {
    this.#rows = rows;
    this.#target = target;
  }

  size(): Promise<IndexSize> {
    const { schema, index } = this.#target;
    this.#size ??= this.#rows
      .all(`select documents, passages, text_bytes from ${schema}.indexes where index = $1`, [index])
      .then(([row]) => ({
        documents: Number(row?.['documents'] ?? 0),
        averageBytes: Math.max(1, Number(row?.['text_bytes'] ?? 0) / Math.max(1, Number(row?.['passages']))),
      }));
    return this.#size;
  }

  /** The postings of the words of a query, and whether those of its beginnings are of all words that begin so. */
  async postingsOf({
    terms,
    excluded,
  }: Pick<Match, 'terms' | 'excluded'>): Promise<QueryPostings & { readonly isWhole: boolean }> {
    const words = new Set<string>();
    const beginnings = new Set<string>();
    for (const { tokens, isPrefix } of [...terms, ...excluded].flatMap(({ sequences }) => sequences)) {
      tokens.forEach((token, at) => (isPrefix && at === tokens.length - 1 ? beginnings : words).add(token));
    }
    await this.#readWords([...words].filter((word) => !this.#words.has(word)));
    for (const start of beginnings) {
      if (!this.#beginnings.has(start)) {
        this.#beginnings.set(start, await this.#readBeginning(start, true));
      }
    }
    return {
      ...(await this.size()),
      ofWord: (form) => this.#words.get(form) ?? [],
      ofBeginning: (form) => this.#beginnings.get(form)?.words.map(({ list }) => list) ?? [],
      isWhole: [...beginnings].every((start) => this.#beginnings.get(start)?.isWhole === true),
    };
  }

  /** Words that begin so, the first of them in their order, with the number of documents that hold them. */
  async beginning(start: string, limit: number): Promise<readonly KnownWord[]> {
    const currency = await this.#currencies();
    // Where nothing was replaced, every word still stands somewhere.
    const needsPostings = [...currency.values()].some((isCurrent) => isCurrent !== undefined);
    const counts = new Map<string, number>();
    for (const { term, documents, list } of (await this.#readBeginning(start, needsPostings)).words) {
      const form = formOf(term);
      if (isCounted(form)) {
        counts.set(form, (counts.get(form) ?? 0) + currentCount(documents, list));
      }
    }
    return knownOf(counts).slice(0, limit);
  }

  /** Words that differ in two letters at most, and those that hold this one; most alike first. */
  async alike(typed: string, limit: number): Promise<readonly KnownWord[]> {
    if (typed.length < MIN_LETTERS) {
      return [];
    }
    const alike = new Map<string, number>();
    const word = typedWord(typed, MAX_ERRORS);
    for (const [at, terms] of (await this.#vocabulary()).entries()) {
      for (const form of wordsLike(terms, word)) {
        const errors = errorsBetween(typed, form);
        if ((errors <= MAX_ERRORS || form.includes(typed)) && isCounted(form)) {
          alike.set(form, Math.min(errors, MAX_ERRORS + 1));
        }
      }
      if (at % BLOCKS_AT_ONCE === BLOCKS_AT_ONCE - 1) {
        await nextTurn();
      }
    }
    const nearest = [...alike.keys()]
      .toSorted((one, other) => (alike.get(one) ?? 0) - (alike.get(other) ?? 0))
      .slice(0, limit);
    await this.#readWords(nearest.filter((form) => !this.#words.has(form)));
    const counts = nearest.map((form): [string, number] => [
      form,
      (this.#words.get(form) ?? []).reduce((sum, list) => sum + currentCount(list.documents, list), 0),
    ]);
    return knownOf(new Map(counts));
  }

  /** The words of all blocks, as they lie there. */
  #vocabulary(): Promise<readonly Buffer[]> {
    this.#all ??= this.#readVocabulary();
    return this.#all;
  }

  async #readVocabulary(): Promise<readonly Buffer[]> {
    const { schema, index } = this.#target;
    const all: Buffer[] = [];
    let after: readonly unknown[] = [0, Buffer.alloc(0)];
    for (let bytes = 0; bytes < MAX_VOCABULARY_BYTES;) {
      const rows = await this.#rows.all(
        `select segment, first, terms from ${schema}.blocks where index = $1 and (segment, first) > ($2, $3)
           order by segment, first limit ${BLOCKS_IN_STATEMENT}`,
        [index, ...after],
      );
      const read = rows.map((row) => bytesOf(row, 'terms'));
      all.push(...read);
      bytes += read.reduce((sum, { length }) => sum + length, 0);
      const last = rows.at(-1);
      if (last === undefined || rows.length < BLOCKS_IN_STATEMENT) {
        break;
      }
      after = [Number(last['segment']), bytesOf(last, 'first')];
    }
    return all;
  }

  #currencies(): Promise<Currency> {
    this.#currency ??= readSegments(this.#rows, this.#target).then(currencyOf);
    return this.#currency;
  }

  async #readWords(forms: readonly string[]): Promise<void> {
    if (forms.length === 0) {
      return;
    }
    const currency = await this.#currencies();
    const { schema, index } = this.#target;
    const wanted = new Map(forms.map((form) => [termOf(form), form]));
    const rows = await this.#rows.all(
      `select distinct on (segment, first) segment, terms, data
         from unnest($2::bytea[]) as wanted (term)
         cross join ${schema}.segments
         cross join lateral (
           select segment, first, terms, data from ${schema}.blocks
             where blocks.index = $1 and blocks.segment = segments.number and first <= wanted.term
             order by first desc limit 1
         ) as block
         where segments.index = $1`,
      [index, [...wanted.keys()].map((term) => Buffer.from(term, 'latin1'))],
    );
    forms.forEach((form) => this.#words.set(form, []));
    for (const row of rows) {
      const data = bytesOf(row, 'data');
      for (const { term, documents, from, to } of readTerms(bytesOf(row, 'terms'))) {
        const form = wanted.get(term);
        if (form !== undefined) {
          const isCurrent = currency.get(Number(row['segment']));
          this.#words.get(form)?.push({ data, from, to, documents, isCurrent });
        }
      }
    }
  }

  /** In the order of the words. Of too many, what all segments hold of the first ones. */
  async #readBeginning(start: string, withPostings: boolean): Promise<Beginning> {
    const currency = await this.#currencies();
    const { schema, index } = this.#target;
    const begin = termOf(start);
    const rows = await this.#rows.all(
      `select segment, first, terms${withPostings ? ', data' : ''}
         from ${schema}.segments
         cross join lateral (
           select segment, first, terms, data from ${schema}.blocks
             where blocks.index = $1 and blocks.segment = segments.number and first < $3 and first >= coalesce(
               (select first from ${schema}.blocks
                  where blocks.index = $1 and blocks.segment = segments.number and first <= $2
                  order by first desc limit 1), ''::bytea)
             order by first limit ${MAX_BLOCKS + 1}
         ) as block
         where segments.index = $1 order by first, segment limit ${MAX_BLOCKS + 1}`,
      [index, Buffer.from(begin, 'latin1'), Buffer.from(`${begin}${ABOVE_ALL}`, 'latin1')],
    );
    const unread = rows[MAX_BLOCKS];
    // Blocks that were not read hold no word before this one.
    const end = unread === undefined ? undefined : bytesOf(unread, 'first').toString('latin1');
    const words = rows
      .slice(0, MAX_BLOCKS)
      .flatMap((row) => wordsBeginning(row, begin, currency))
      .filter(({ term }) => end === undefined || term < end)
      .toSorted((one, other) => (one.term < other.term ? -1 : one.term > other.term ? 1 : 0));
    return { words, isWhole: end === undefined };
  }
}

/** Words that begin alike. */
interface Beginning {
  readonly words: readonly BeginningWord[];
  /** False where there are more. */
  readonly isWhole: boolean;
}

interface BeginningWord {
  readonly term: string;
  readonly documents: number;
  readonly list: PostingList;
}

function wordsBeginning(row: JsonRecord, begin: string, currency: Currency): readonly BeginningWord[] {
  const data = row['data'] === undefined ? Buffer.alloc(0) : bytesOf(row, 'data');
  const isCurrent = currency.get(Number(row['segment']));
  const found: BeginningWord[] = [];
  for (const { term, documents, from, to } of readTerms(bytesOf(row, 'terms'))) {
    if (term.startsWith(begin)) {
      found.push({ term, documents, list: { data, from, to, documents, isCurrent } });
    } else if (term > begin) {
      break;
    }
  }
  return found;
}

/** How many documents hold a word in a segment: about, where it is many. */
function currentCount(documents: number, { data, from, to, isCurrent }: PostingList): number {
  if (isCurrent === undefined || documents > MAX_COUNTED) {
    return documents;
  }
  const reader = new PostingReader(data, from, to);
  const current = new Set<number>();
  while (reader.next()) {
    if (isCurrent(reader.document)) {
      current.add(reader.document);
    }
  }
  return current.size;
}

function knownOf(counts: ReadonlyMap<string, number>): readonly KnownWord[] {
  return Array.from(counts, ([form, documents]) => ({ form, documents })).filter(
    ({ documents }) => documents > 0,
  );
}
