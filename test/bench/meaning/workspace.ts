// A generated workspace, vectors of its texts, and questions that ask in other words than their answers use.
import type { IndexDocument } from '../../../src/search-index/document/document.js';
import { oneOf, seededRandom, type Random } from '../../harness/random.js';

/** Numbers of a vector: those of text-embedding-3-small. */
export const DIMENSIONS = 1536;
const COMMON_WORDS = 2000;
/** Things that can be said in two words; each stands in hundreds of pages, in either word. */
const CONCEPTS = 300;
const WORDS_PER_PAGE = 14;
/** How often a word of a page is one of those. */
const CONCEPT_SHARE = 0.15;
/** Concepts in a question and in its answer. */
const PLANTED = 4;
/** What a vector has of nothing but chance, against 1 of its meaning: a model is no dictionary. */
const NOISE = 0.5;

/** A question, and the page that answers it. */
export interface MeaningQuestion {
  readonly kind: 'other words' | 'some other words' | 'same words';
  readonly query: string;
  readonly answer: string;
}

export interface MeaningWorkspace {
  readonly documents: readonly IndexDocument[];
  readonly questions: readonly MeaningQuestion[];
}

/** The same for each seed. */
export function generateMeanings(pages: number, questionsOfKind: number, seed: number): MeaningWorkspace {
  const random = seededRandom(seed);
  const common = Array.from({ length: COMMON_WORDS }, (_, at) => nameOf(random, `c${at}`));
  const questions: MeaningQuestion[] = [];
  const planted = new Map<number, readonly string[]>();
  for (const kind of ['other words', 'some other words', 'same words'] as const) {
    for (let number = 0; number < questionsOfKind; number += 1) {
      const page = Math.floor(random() * pages);
      const concepts = chosen(random, PLANTED);
      const isOther = (at: number): boolean =>
        kind === 'other words' || (kind === 'some other words' && at < 2);
      planted.set(
        page,
        concepts.map((concept, at) => wordOf(concept, isOther(at))),
      );
      questions.push({
        kind,
        query: concepts.map((concept) => wordOf(concept, false)).join(' '),
        answer: idOf(page),
      });
    }
  }
  const documents = Array.from({ length: pages }, (_, page): IndexDocument => {
    const words = Array.from({ length: WORDS_PER_PAGE }, () =>
      random() < CONCEPT_SHARE
        ? wordOf(Math.floor(random() * CONCEPTS), random() < 0.5)
        : (common[Math.floor(COMMON_WORDS ** random()) - 1] ?? ''),
    );
    const sentence = planted.get(page) ?? [];
    return {
      id: idOf(page),
      kind: 'page',
      title: '',
      url: `https://www.notion.so/${idOf(page).replaceAll('-', '')}`,
      editedAt: new Date(1_700_000_000_000 + page * 60_000).toISOString(),
      createdAt: '2025-01-01T00:00:00.000Z',
      people: [],
      isArchived: false,
      passages: [
        { part: 'text', headings: [], text: [...sentence, ...words.slice(sentence.length)].join(' ') },
      ],
    };
  });
  // A page that a later question was planted in answers that one.
  const last = new Map(questions.map((question) => [question.answer, question]));
  return { documents, questions: questions.filter((question) => last.get(question.answer) === question) };
}

/** What a model makes of a text: the sum of the directions of what its words mean, and some chance. Of length 1. */
export class SyntheticModel {
  readonly #directions = new Map<string, Float32Array>();
  readonly #random = seededRandom(99);

  vectorOf(text: string): Float32Array {
    const vector = new Float32Array(DIMENSIONS);
    const meanings = new Set(text.split(' ').map((word) => word.replace(/^syn(\d+)[ab]$/, 'concept $1')));
    for (const meaning of meanings) {
      add(vector, this.#direction(meaning), 1);
    }
    add(vector, this.#fresh(), NOISE * Math.sqrt(meanings.size));
    return normalised(vector);
  }

  #direction(meaning: string): Float32Array {
    const known = this.#directions.get(meaning) ?? this.#fresh();
    this.#directions.set(meaning, known);
    return known;
  }

  #fresh(): Float32Array {
    return normalised(Float32Array.from({ length: DIMENSIONS }, () => this.#random() + this.#random() - 1));
  }
}

/** Numbers of the documents nearest to a vector, by comparing all of them. */
export function exactly(
  vectors: readonly Float32Array[],
  asked: Float32Array,
  count: number,
): readonly number[] {
  const scores = vectors.map((vector, at) => ({ at, score: product(vector, asked) }));
  return scores
    .toSorted((one, other) => other.score - one.score)
    .slice(0, count)
    .map(({ at }) => at);
}

export function idOf(number: number): string {
  return `20000000-0000-4000-8000-${number.toString(16).padStart(12, '0')}`;
}

function wordOf(concept: number, isOther: boolean): string {
  return `syn${concept}${isOther ? 'b' : 'a'}`;
}

function nameOf(random: Random, end: string): string {
  const syllables = ['ra', 'to', 'mi', 'len', 'sor', 'ba', 'ker', 'tin', 'ow', 'pen', 'vi', 'sto'];
  return `${oneOf(random, syllables)}${oneOf(random, syllables)}${end}`;
}

function chosen(random: Random, count: number): readonly number[] {
  const concepts = new Set<number>();
  while (concepts.size < count) {
    concepts.add(Math.floor(random() * CONCEPTS));
  }
  return [...concepts];
}

function add(to: Float32Array, vector: Float32Array, weight: number): void {
  for (let at = 0; at < to.length; at += 1) {
    to[at] = (to[at] ?? 0) + weight * (vector[at] ?? 0);
  }
}

function normalised(vector: Float32Array): Float32Array {
  const length = Math.sqrt(product(vector, vector));
  return vector.map((number) => number / length);
}

function product(one: Float32Array, other: Float32Array): number {
  let sum = 0;
  for (let at = 0; at < one.length; at += 1) {
    sum += (one[at] ?? 0) * (other[at] ?? 0);
  }
  return sum;
}
