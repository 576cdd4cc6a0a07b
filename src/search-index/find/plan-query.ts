import { areForms, sharedByForms } from '../analysis/inflections.js';
import { isPair } from '../analysis/tokens.js';
import type { ParsedQuery, QueryTerm } from '../query/parse-query.js';
import type { Correction } from '../search-index.js';
import { closestWords } from './closest-words.js';
import type { KnownWord, Vocabulary } from './vocabulary.js';

/** Words looked at for the forms of one, forms that are looked for, and words looked at for a typing error. */
const MAX_WORDS_BEGINNING = 3000;
const MAX_FORMS = 12;
const MAX_WORDS_ALIKE = 60;
/** Shorter beginnings fit too much: they are looked for as words. */
const MIN_PREFIX_CHARACTERS = 2;
/** Terms of a query that is taken apart: a sentence. */
const MAX_LOOSE_TERMS = 32;
/** A word in more than this share of the documents says little, where a rarer one is wanted too. */
const MAX_TELLING_SHARE = 0.2;
/** In fewer documents every word tells. */
const MIN_DOCUMENTS_FOR_SHARES = 50;

/** Words in a row, the last of which may go on. */
export interface Sequence {
  readonly tokens: readonly string[];
  readonly isPrefix: boolean;
}

/** A term with everything that counts as it. */
export interface PlannedTerm {
  /** As it was typed first. */
  readonly sequences: readonly Sequence[];
  /** Documents that hold it, where that is known: of a phrase it is not. */
  readonly documents?: number | undefined;
}

/** What is looked for. */
export interface QueryPlan {
  /** What a document has to hold, each. */
  readonly required: readonly PlannedTerm[];
  /** Words so common that they only help in ranking. */
  readonly helpful: readonly PlannedTerm[];
  readonly excluded: readonly PlannedTerm[];
  readonly corrections: readonly Correction[];
  /** Required words that nothing holds. */
  readonly unknownWords: readonly string[];
}

/** A term, as it was planned by the words that the index knows. */
interface Expansion {
  readonly term: PlannedTerm;
  readonly documents: number;
  readonly correction?: Correction | undefined;
  readonly unknown?: string | undefined;
}

/** Looks the words of a query up in the vocabulary: their forms, and what words that nobody wrote may mean. */
export async function planQuery(query: ParsedQuery, vocabulary: Vocabulary): Promise<QueryPlan> {
  const [total, terms] = await Promise.all([
    vocabulary.countDocuments(),
    Promise.all(query.terms.map((term) => expand(term, vocabulary))),
  ]);
  const known = terms.filter(({ unknown }) => unknown === undefined);
  const isTelling = ({ documents }: Expansion): boolean =>
    total < MIN_DOCUMENTS_FOR_SHARES || documents <= total * MAX_TELLING_SHARE;
  const hasTelling = known.some(isTelling);
  return {
    required: known.filter((term) => !hasTelling || isTelling(term)).map(({ term }) => term),
    helpful: known.filter((term) => hasTelling && !isTelling(term)).map(({ term }) => term),
    // What is to be left out is taken as it was typed.
    excluded: query.excluded.map((term) => planned([sequenceOf(term)])),
    corrections: terms.flatMap(({ correction }) => (correction === undefined ? [] : [correction])),
    unknownWords: terms.flatMap(({ unknown }) => (unknown === undefined ? [] : [unknown])),
  };
}

/** The terms taken apart, for when no document holds them: rows of characters of dense scripts into their pairs. */
export function loosened(terms: readonly PlannedTerm[]): readonly PlannedTerm[] {
  const loose = new Map<string, PlannedTerm>();
  for (const term of terms) {
    const [first] = term.sequences;
    const parts =
      first !== undefined && first.tokens.length > 1 && first.tokens.every(isPair)
        ? first.tokens.map((token) => planned([{ tokens: [token], isPrefix: false }]))
        : [term];
    for (const part of parts) {
      loose.set(JSON.stringify(part.sequences), part);
    }
  }
  return [...loose.values()].slice(0, MAX_LOOSE_TERMS);
}

async function expand(term: QueryTerm, vocabulary: Vocabulary): Promise<Expansion> {
  const own = sequenceOf(term);
  const [form, ...others] = own.tokens;
  const isWord = term.kind === 'word' && form !== undefined && others.length === 0;
  if (!isWord || isPair(form) || !/\p{L}/u.test(form)) {
    return { term: planned([own]), documents: 0 };
  }
  const isItself = (word: KnownWord): boolean => word.form === form;
  const beginning = await vocabulary.beginning(sharedByForms(form), MAX_WORDS_BEGINNING);
  const forms = mostCommon(beginning.filter((word) => !isItself(word) && areForms(word.form, form)));
  // Of very many words that begin alike, it may not be among the first.
  const itself = beginning.find(isItself) ?? (await vocabulary.beginning(form, 1)).find(isItself);
  const documents = Math.max(itself?.documents ?? 0, ...forms.map((word) => word.documents));
  if (documents > 0) {
    return { term: planned([own, ...forms.map(wordSequence)], documents), documents };
  }
  const alike = closestWords(form, await vocabulary.alike(form, MAX_WORDS_ALIKE));
  if (alike.length === 0) {
    return { term: planned([own]), documents: 0, unknown: term.typed };
  }
  const most = Math.max(...alike.map((word) => word.documents));
  return {
    term: planned(alike.map(wordSequence), most),
    documents: most,
    correction: { typed: term.typed, taken: alike.map((word) => word.form) },
  };
}

function mostCommon(words: readonly KnownWord[]): readonly KnownWord[] {
  return words.toSorted((one, other) => other.documents - one.documents).slice(0, MAX_FORMS);
}

function sequenceOf({ kind, tokens }: QueryTerm): Sequence {
  const isLong =
    tokens.length > 1 || isPair(tokens[0] ?? '') || (tokens[0] ?? '').length >= MIN_PREFIX_CHARACTERS;
  return { tokens, isPrefix: kind === 'prefix' && isLong };
}

function wordSequence({ form }: KnownWord): Sequence {
  return { tokens: [form], isPrefix: false };
}

function planned(sequences: readonly Sequence[], documents?: number): PlannedTerm {
  return { sequences, documents };
}
