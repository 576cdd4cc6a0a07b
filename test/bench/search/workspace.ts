// A generated workspace: pages and rows of several languages, most of them short, and questions whose answers are planted in it.
import type { IndexDocument } from '../../../src/search-index/document/document.js';
import { passagesOfDocument } from '../../../src/search-index/document/passages.js';
import type { DocumentBlock } from '../../../src/content/document.js';
import { oneOf, seededRandom, type Random } from '../../harness/random.js';
import { ACCENTED, ENGLISH, frequentWord, INFLECTED, lexicons, mistyped } from './words.js';

/** How a question differs from what is written. */
export type QuestionKind = 'phrase' | 'words apart' | 'inflected' | 'accents' | 'CJK' | 'typo';

/** A question, and the page that answers it. */
export interface Question {
  readonly kind: QuestionKind;
  readonly query: string;
  readonly answer: string;
}

export interface GeneratedWorkspace {
  readonly documents: readonly IndexDocument[];
  readonly questions: readonly Question[];
  readonly words: number;
  readonly textBytes: number;
}

const QUESTIONS: Readonly<Record<QuestionKind, number>> = {
  phrase: 40,
  'words apart': 40,
  inflected: 40,
  accents: 30,
  CJK: 25,
  typo: 25,
};
/** Different words of a language. */
const LEXICON = 12_000;
/** Of the languages that are written with spaces, how often English is chosen. */
const LANGUAGE_SHARES = [0.5, 0.15, 0.12, 0.1, 0.09, 0.04];
/** How often a word of a generated text is one of those that questions ask for: they stand in hundreds of pages each. */
const REAL_SHARE = 0.03;
const END = Date.parse('2026-11-20T12:00:00Z');
const YEAR_MS = 365 * 86_400_000;
/** Characters of a dense script that count as a word. */
const CHARACTERS_PER_WORD = 2;

/** The same for each seed. */
export function generateWorkspace(pages: number, words: number, seed: number): GeneratedWorkspace {
  const random = seededRandom(seed);
  const languages = lexicons(random, LEXICON);
  const planted = plant(random, languages[4]?.words ?? [], pages);
  const average = words / pages;
  const documents: IndexDocument[] = [];
  let written = 0;
  let textBytes = 0;
  for (let page = 0; page < pages; page += 1) {
    const language = languages[weighted(random, LANGUAGE_SHARES)] ?? languages[0];
    // Most are short: the exponential distribution.
    const length = Math.max(3, Math.round(-Math.log(1 - random()) * average));
    const sentences = planted.sentences.get(page) ?? [];
    const blocks = blocksOf(random, language?.words ?? [], language?.separator ?? ' ', length, sentences);
    const title = Array.from({ length: 2 + Math.floor(random() * 3) }, () =>
      frequentWord(random, language?.words ?? []),
    ).join(language?.separator ?? ' ');
    const passages = passagesOfDocument(blocks);
    written += length + sentences.join(' ').split(' ').length;
    textBytes +=
      Buffer.byteLength(title) + passages.reduce((sum, passage) => sum + Buffer.byteLength(passage.text), 0);
    documents.push({
      id: idOf(page),
      kind: random() < 0.6 ? 'row' : 'page',
      title,
      // A tree: each page lies below an earlier one.
      parent: page === 0 ? undefined : idOf(Math.floor(page * random() ** 2)),
      url: `https://www.notion.so/${idOf(page).replaceAll('-', '')}`,
      editedAt: new Date(END - Math.floor(random() * 2 * YEAR_MS)).toISOString(),
      createdAt: new Date(END - 2 * YEAR_MS - Math.floor(random() * YEAR_MS)).toISOString(),
      people: [{ id: idOf(1e9 + (page % 50)), name: `Person ${page % 50}` }],
      isArchived: false,
      passages,
    });
  }
  return { documents, questions: planted.questions, words: written, textBytes };
}

function plant(
  random: Random,
  han: readonly string[],
  pages: number,
): { readonly questions: readonly Question[]; readonly sentences: ReadonlyMap<number, readonly string[]> } {
  const questions: Question[] = [];
  const sentences = new Map<number, string[]>();
  for (const [kind, count] of Object.entries(QUESTIONS) as [QuestionKind, number][]) {
    for (let number = 0; number < count; number += 1) {
      const page = Math.floor(random() * pages);
      const { sentence, query } = planting(random, kind, han);
      sentences.set(page, [...(sentences.get(page) ?? []), sentence]);
      questions.push({ kind, query, answer: idOf(page) });
    }
  }
  return { questions, sentences };
}

function planting(
  random: Random,
  kind: QuestionKind,
  han: readonly string[],
): { sentence: string; query: string } {
  const words = choose(random, ENGLISH, 9);
  switch (kind) {
    case 'phrase':
      return { sentence: words.join(' '), query: `"${words.slice(2, 6).join(' ')}"` };
    case 'words apart':
      return { sentence: words.join(' '), query: [8, 0, 5, 3].map((at) => words[at]).join(' ') };
    case 'inflected': {
      const forms = choose(random, INFLECTED, 3);
      return {
        sentence: [...words.slice(0, 4), ...forms.map(({ written }) => written)].join(' '),
        query: [...forms.map(({ asked }) => asked), words[1]].join(' '),
      };
    }
    case 'accents': {
      const accented = choose(random, ACCENTED, 4);
      return {
        sentence: [...words.slice(0, 4), ...accented].join(' '),
        query: accented.slice(0, 3).map(plain).join(' '),
      };
    }
    case 'CJK': {
      const sentence = Array.from({ length: 8 }, () => oneOf(random, han)).join('');
      const from = Math.floor(random() * Math.max(1, sentence.length - 6));
      return { sentence, query: sentence.slice(from, from + 6) };
    }
    case 'typo':
      return {
        sentence: words.join(' '),
        query: [words[0], mistyped(random, words[4] ?? ''), words[7], words[2]].join(' '),
      };
  }
}

function blocksOf(
  random: Random,
  words: readonly string[],
  separator: string,
  length: number,
  sentences: readonly string[],
): readonly DocumentBlock[] {
  const blocks: DocumentBlock[] = sentences.map((text) => ({ kind: 'paragraph', text, children: [] }));
  for (let left = length; left > 0;) {
    const size = Math.min(left, 8 + Math.floor(random() * 40));
    left -= size;
    const count = separator === '' ? Math.ceil((size * CHARACTERS_PER_WORD) / 2) : size;
    const text = Array.from({ length: count }, () =>
      separator !== '' && random() < REAL_SHARE ? realWord(random) : frequentWord(random, words),
    ).join(separator);
    if (random() < 0.15) {
      blocks.push({ kind: 'heading', level: 2, text: text.slice(0, 30), children: [] });
    }
    blocks.push({ kind: 'paragraph', text, children: [] });
  }
  return blocks.toSorted(() => random() - 0.5);
}

function realWord(random: Random): string {
  const chance = random();
  return chance < 0.7
    ? oneOf(random, ENGLISH)
    : chance < 0.85
      ? oneOf(random, INFLECTED).written
      : oneOf(random, ACCENTED);
}

function choose<Entry>(random: Random, list: readonly Entry[], count: number): readonly Entry[] {
  const chosen = new Set<Entry>();
  while (chosen.size < count) {
    chosen.add(oneOf(random, list));
  }
  return [...chosen];
}

function plain(word: string): string {
  return word
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll('ł', 'l')
    .replaceAll('Ł', 'L')
    .replaceAll('ø', 'o')
    .replaceAll('ß', 'ss')
    .replaceAll('ı', 'i');
}

function weighted(random: Random, shares: readonly number[]): number {
  let left = random();
  return shares.findIndex((share) => (left -= share) < 0);
}

function idOf(number: number): string {
  return `10000000-0000-4000-8000-${number.toString(16).padStart(12, '0')}`;
}
