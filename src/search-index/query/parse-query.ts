import { InputError } from '../../errors.js';
import { say, Words } from '../../text/words.js';
import { composed, isPair, tokensOf } from '../analysis/tokens.js';
import type { DocumentKind } from '../document/document.js';
import { parseDates, type DateRange } from './parse-dates.js';

/** Longest query, in UTF-16 code units. */
export const MAX_QUERY_CHARACTERS = 1000;
/** Words and phrases that are looked for; what follows them is left out. */
const MAX_TERMS = 24;
/** Words of one phrase. */
const MAX_PHRASE_TOKENS = 24;
/** Values of all filters. */
const MAX_FILTER_VALUES = 20;

/** A word or phrase that is looked for. */
export interface QueryTerm {
  /** `word`: its inflections count too. `prefix`: its last word may go on. `phrase`: exactly these words in this order. */
  readonly kind: 'word' | 'prefix' | 'phrase';
  /** As it was typed. */
  readonly typed: string;
  /** One or more words in a row, such as those of `v1.2`; see `tokensOf`. */
  readonly tokens: readonly string[];
}

/** A query that was understood. */
export interface ParsedQuery {
  readonly terms: readonly QueryTerm[];
  readonly excluded: readonly QueryTerm[];
  /** Ids or titles of pages and databases: one of them contains each hit. */
  readonly within: readonly string[];
  readonly kinds: readonly DocumentKind[];
  /** Ids or names, all of which a hit names. */
  readonly people: readonly string[];
  readonly edited: DateRange;
  readonly created: DateRange;
  /** Whether words at its end were left out, as there are too many. */
  readonly isCut: boolean;
}

const KINDS: ReadonlyMap<string, DocumentKind> = new Map([
  ['page', 'page'],
  ['pages', 'page'],
  ['row', 'row'],
  ['rows', 'row'],
  ['database', 'database'],
  ['databases', 'database'],
  ['comment', 'comments'],
  ['comments', 'comments'],
]);

const QUOTATION_MARKS = /["“”„‟«»「」『』＂]/u;
/** What may stand right before a quotation mark and belongs to what is quoted. */
const OPERATOR = /^-?(?:(?:in|edited|created|kind|person):)?$/i;
const FILTER = /^(-?)(in|edited|created|kind|person):(.*)$/isu;
const TIMES: ReadonlySet<string> = new Set(['edited', 'created']);
const COMPARISON = /^[<>]?=?$/;

/** A piece of a query between spaces or quotation marks. */
interface Piece {
  readonly operator: string;
  readonly text: string;
  readonly isQuoted: boolean;
}

/**
 * Reads a query as people type it: words, "phrases", -without, begin*, in:"a page or database", edited:>2026-01-01,
 * created:2026, kind:row, person:Ada. Whatever else it holds is words. Linear.
 */
export function parseQuery(query: string): ParsedQuery {
  if (query.length > MAX_QUERY_CHARACTERS) {
    throw new InputError(
      'query',
      say`The query has ${query.length} characters, more than ${MAX_QUERY_CHARACTERS}.`,
      say`Search for its most specific words.`,
    );
  }
  const reader = new QueryReader();
  for (const piece of piecesOf(composed(query))) {
    reader.read(piece);
  }
  return reader.end();
}

/**
 * The words of a query whose meaning may answer it; '' for one that asks for exact words: a phrase, or the beginning of one.
 * What it leaves out is not meant.
 */
export function meaningOf({ terms }: ParsedQuery): string {
  const asksForWords = terms.some(({ kind, tokens }) => kind !== 'word' && !isPair(tokens[0] ?? ''));
  return asksForWords ? '' : terms.map(({ typed }) => typed).join(' ');
}

/** Whether a query says nothing that can be looked for, as one of signs alone. */
export function asksNothing(query: ParsedQuery): boolean {
  return query.terms.length === 0 && !isNarrowed(query);
}

/** Whether words are all that a query asks for, in whatever order and form. */
export function asksForWordsAlone(query: ParsedQuery): boolean {
  return query.terms.every(({ kind }) => kind === 'word') && !isNarrowed(query);
}

function isNarrowed({ excluded, within, kinds, people, edited, created }: ParsedQuery): boolean {
  return (
    [excluded, within, kinds, people].some((list) => list.length > 0) ||
    [edited, created].some(({ from, before }) => from !== undefined || before !== undefined)
  );
}

function piecesOf(query: string): Piece[] {
  const pieces: Piece[] = [];
  const parts = query.split(QUOTATION_MARKS);
  let operator = '';
  parts.forEach((part, at) => {
    // Every second part is between two quotation marks, unless it is the last one.
    if (at % 2 === 1 && at < parts.length - 1) {
      pieces.push({ operator, text: part, isQuoted: true });
      operator = '';
      return;
    }
    const words = part.split(/\s+/u).filter((word) => word !== '');
    const last = words.at(-1) ?? '';
    const isOperator = at < parts.length - 2 && OPERATOR.test(last) && !/\s$/u.test(part);
    operator = isOperator ? last : '';
    for (const word of isOperator ? words.slice(0, -1) : words) {
      pieces.push({ operator: '', text: word, isQuoted: false });
    }
  });
  return pieces;
}

class QueryReader {
  readonly #terms: QueryTerm[] = [];
  readonly #excluded: QueryTerm[] = [];
  readonly #filters = new Map<string, string[]>();
  #values = 0;
  #isCut = false;
  /** The filter whose value follows, as in `in: Wiki`, and what of it was there already, as in `edited:> 2026`. */
  #open: { readonly key: string; readonly begun: string } | undefined;

  read({ operator, text, isQuoted }: Piece): void {
    const open = this.#open;
    this.#open = undefined;
    const [, minus, key, value = ''] = FILTER.exec(isQuoted ? operator : text) ?? [];
    if (key !== undefined) {
      if (minus !== '') {
        throw new InputError(
          'query',
          say`${`-${key}:`} is no filter: only words and phrases can be left out with a minus.`,
          say`Name what is wanted instead, such as kind:page.`,
        );
      }
      this.#filter(key.toLowerCase(), isQuoted ? text : value);
      return;
    }
    if (open !== undefined && operator === '') {
      this.#filter(open.key, `${open.begun}${text}`);
      return;
    }
    if (isQuoted) {
      this.#add(operator === '-', termOf(text, 'phrase'));
      return;
    }
    const isExcluded = text.length > 1 && text.startsWith('-');
    const word = isExcluded ? text.slice(1) : text;
    this.#add(isExcluded, word.endsWith('*') ? termOf(word.slice(0, -1), 'prefix') : termOf(word, 'word'));
  }

  end(): ParsedQuery {
    if (this.#open !== undefined && this.#open.begun !== '') {
      this.#keep(this.#open.key, this.#open.begun);
    }
    const valuesOf = (key: string): readonly string[] => this.#filters.get(key) ?? [];
    return {
      terms: this.#terms,
      excluded: this.#excluded,
      within: valuesOf('in'),
      kinds: valuesOf('kind').map(kindOf),
      people: valuesOf('person'),
      edited: parseDates('edited', valuesOf('edited')),
      created: parseDates('created', valuesOf('created')),
      isCut: this.#isCut,
    };
  }

  #filter(key: string, text: string): void {
    const value = text.trim();
    if (value === '' || (COMPARISON.test(value) && TIMES.has(key))) {
      this.#open = { key, begun: value };
      return;
    }
    this.#keep(key, value);
  }

  #keep(key: string, value: string): void {
    this.#values += 1;
    if (this.#values > MAX_FILTER_VALUES) {
      throw new InputError(
        'query',
        say`The query has more than ${MAX_FILTER_VALUES} filters.`,
        say`Search with fewer.`,
      );
    }
    this.#filters.set(key, [...(this.#filters.get(key) ?? []), value]);
  }

  #add(isExcluded: boolean, term: QueryTerm): void {
    const list = isExcluded ? this.#excluded : this.#terms;
    const isKnown = list.some(
      ({ kind, tokens }) => kind === term.kind && tokens.join(' ') === term.tokens.join(' '),
    );
    if (term.tokens.length === 0 || isKnown) {
      return;
    }
    if (this.#terms.length + this.#excluded.length >= MAX_TERMS) {
      this.#isCut = true;
      return;
    }
    list.push(term);
  }
}

function termOf(typed: string, kind: QueryTerm['kind']): QueryTerm {
  const tokens = tokensOf(typed)
    .slice(0, MAX_PHRASE_TOKENS)
    .map(({ form }) => form);
  const last = tokens.at(-1);
  if (last === undefined || !isPair(last)) {
    return { kind, typed, tokens };
  }
  // The last character of a row is a word of its own at its end only; elsewhere the row goes on, and pairs begin with it.
  return tokens.length > 1
    ? { kind: kind === 'prefix' ? 'word' : kind, typed, tokens: tokens.slice(0, -1) }
    : { kind: 'prefix', typed, tokens };
}

function kindOf(value: string): DocumentKind {
  const kind = KINDS.get(value.toLowerCase());
  if (kind === undefined) {
    throw new InputError(
      'query',
      say`${Words.quotation(value)} is no kind.`,
      say`Use kind:page, kind:row, kind:database or kind:comments.`,
    );
  }
  return kind;
}
