// A generated workspace: pages and rows of several languages, most of them short, and questions whose answers are planted in it.
import type { IndexDocument } from '../../../src/search-index/document/document.js';
import { passagesOfDocument } from '../../../src/search-index/document/passages.js';
import type { DocumentBlock } from '../../../src/content/document.js';
import { oneOf, seededRandom, type Random } from '../../harness/random.js';
import { ACCENTED, ENGLISH, frequentWord, INFLECTED, lexicons, mistyped, type Lexicon } from './words.js';

/** How a question differs from what is written. */
export type QuestionKind =
  'title' | 'phrase' | 'words apart' | 'inflected' | 'accents' | 'CJK' | 'Thai' | 'typo';

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
  title: 20,
  phrase: 30,
  'words apart': 30,
  inflected: 30,
  accents: 30,
  CJK: 20,
  Thai: 20,
  typo: 30,
};
/** Pages beside each answer that hold most of what is asked for, or all of it in another order or further apart. */
const DECOYS = 4;
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
  const planted = plant(random, languages, pages);
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
    const made = Array.from({ length: 2 + Math.floor(random() * 3) }, () =>
      frequentWord(random, language?.words ?? []),
    ).join(language?.separator ?? ' ');
    const title = planted.titles.get(page) ?? made;
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
  languages: readonly Lexicon[],
  pages: number,
): {
  readonly questions: readonly Question[];
  readonly sentences: ReadonlyMap<number, readonly string[]>;
  readonly titles: ReadonlyMap<number, string>;
} {
  const questions: Question[] = [];
  const sentences = new Map<number, string[]>();
  const titles = new Map<number, string>();
  const write = (page: number, written: readonly string[]): void =>
    void sentences.set(page, [...(sentences.get(page) ?? []), ...written]);
  for (const [kind, count] of Object.entries(QUESTIONS) as [QuestionKind, number][]) {
    for (let number = 0; number < count; number += 1) {
      const page = Math.floor(random() * pages);
      const { paragraphs, query, decoys, title } = planting(random, kind, languages);
      write(page, paragraphs);
      if (title !== undefined) {
        titles.set(page, title);
      }
      decoys.forEach((decoy) => write(Math.floor(random() * pages), [decoy]));
      questions.push({ kind, query, answer: idOf(page) });
    }
  }
  return { questions, sentences, titles };
}

interface Planting {
  /** Of the page that answers; what else is on it stands between them. */
  readonly paragraphs: readonly string[];
  readonly query: string;
  /** Paragraphs of other pages. */
  readonly decoys: readonly string[];
  readonly title?: string;
}

function planting(random: Random, kind: QuestionKind, languages: readonly Lexicon[]): Planting {
  const words = choose(random, ENGLISH, 9);
  const sentence = words.join(' ');
  const decoysOf = (make: () => readonly string[]): readonly string[] =>
    Array.from({ length: DECOYS }, () => make().join(' '));
  const others = (): readonly string[] => choose(random, ENGLISH, 3);
  switch (kind) {
    case 'title':
      return {
        paragraphs: [],
        title: words.slice(0, 3).join(' '),
        query: [words[2], words[0]].join(' '),
        decoys: decoysOf(() => [...others(), ...words.slice(0, 3)]),
      };
    case 'phrase':
      // Elsewhere the same words stand in another order.
      return {
        paragraphs: [sentence],
        query: `"${words.slice(2, 6).join(' ')}"`,
        decoys: decoysOf(() => shuffled(random, words.slice(2, 6)).toReversed()),
      };
    case 'words apart':
      // In three paragraphs, with others between them. Elsewhere three of the four stand side by side.
      return {
        paragraphs: [words.slice(0, 3), words.slice(3, 6), words.slice(6, 9)].map((part) => part.join(' ')),
        query: [8, 0, 5, 3].map((at) => words[at]).join(' '),
        decoys: decoysOf(() => [
          ...others(),
          ...shuffled(random, [words[8], words[0], words[5]].map(String)),
        ]),
      };
    case 'inflected': {
      // No word stands there as it is asked for.
      const forms = choose(random, INFLECTED, 4);
      return {
        paragraphs: [[...words.slice(0, 4), ...forms.map(({ written }) => written)].join(' ')],
        query: shuffled(
          random,
          forms.map(({ asked }) => asked),
        )
          .slice(0, 3)
          .join(' '),
        decoys: decoysOf(() => [...others(), ...forms.slice(0, 2).map(({ asked }) => asked)]),
      };
    }
    case 'accents': {
      // Asked for without accents, or written without them.
      const accented = choose(random, ACCENTED, 4);
      const bare = accented.map(plain);
      const isWritten = random() < 0.5;
      return {
        paragraphs: [[...words.slice(0, 4), ...(isWritten ? accented : bare)].join(' ')],
        query: (isWritten ? bare : accented).slice(0, 3).join(' '),
        decoys: decoysOf(() => [...others(), ...accented.slice(1, 3)]),
      };
    }
    case 'CJK':
    case 'Thai': {
      // Two parts of sentences that stand in different paragraphs. Elsewhere stands one of them.
      const letters = languages[kind === 'CJK' ? 4 : 5]?.words ?? [];
      const parts = Array.from({ length: 2 }, () =>
        Array.from({ length: 6 }, () => oneOf(random, letters)).join(''),
      );
      const asked = parts.map((part) => {
        const from = Math.floor(random() * Math.max(1, part.length - 5));
        return part.slice(from, from + 5);
      });
      return {
        paragraphs: parts,
        query: asked.join(' '),
        decoys: Array.from({ length: DECOYS }, () => parts[0] ?? ''),
      };
    }
    case 'typo': {
      // One word in two is mistyped.
      const [first = '', second = '', third = '', fourth = ''] = [0, 4, 7, 2].map((at) => words[at] ?? '');
      return {
        paragraphs: [sentence],
        query: [first, mistyped(random, second), mistyped(random, third), fourth].join(' '),
        decoys: decoysOf(() => [...others(), first, fourth]),
      };
    }
  }
}

function shuffled<Entry>(random: Random, list: readonly Entry[]): readonly Entry[] {
  return list
    .map((entry) => ({ entry, at: random() }))
    .toSorted((one, other) => one.at - other.at)
    .map(({ entry }) => entry);
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
