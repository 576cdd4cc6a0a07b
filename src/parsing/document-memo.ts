import type { DocumentBlock } from '../content/document.js';
import type { PageText } from './page-text.js';

/** Remembers the documents of page texts, which several jobs need. */
export interface DocumentMemo {
  get(page: PageText): DocumentBlock[] | undefined;
  set(page: PageText, blocks: DocumentBlock[]): void;
}

/** For the thread of the event loop: a document is remembered for as long as somebody holds its text. */
export class HeldDocuments implements DocumentMemo {
  readonly #known = new WeakMap<object, DocumentBlock[]>();

  get(page: PageText): DocumentBlock[] | undefined {
    return this.#known.get(holderOf(page));
  }

  set(page: PageText, blocks: DocumentBlock[]): void {
    this.#known.set(holderOf(page), blocks);
  }
}

function holderOf(page: PageText): object {
  const [first] = page;
  return page.length === 1 && first !== undefined ? first : page;
}

/** Characters of all texts whose documents a thread remembers; a document takes some fifty bytes for each. */
const MAX_CHARACTERS = 2_000_000;
/** Milliseconds after its last use for which a document is remembered. */
const LIFETIME_MS = 30_000;

interface RecentDocument {
  readonly blocks: DocumentBlock[];
  readonly characters: number;
  /** Milliseconds since the epoch. */
  readonly usedAt: number;
}

/**
 * For a thread that gets a copy of each text: its last documents, by the keys of their pieces. Keys are given once in the
 * life of the process, so that no text of one caller can stand for another's.
 */
export class RecentDocuments implements DocumentMemo {
  readonly #known = new Map<string, RecentDocument>();
  readonly #now: () => number;

  /** `now` returns milliseconds. */
  constructor(now: () => number = Date.now) {
    this.#now = now;
  }

  get(page: PageText): DocumentBlock[] | undefined {
    const key = keyOf(page);
    const found = this.#known.get(key);
    if (found !== undefined) {
      this.#known.delete(key);
      this.#known.set(key, { ...found, usedAt: this.#now() });
    }
    return found?.blocks;
  }

  set(page: PageText, blocks: DocumentBlock[]): void {
    const characters = charactersOf(page);
    this.#known.delete(keyOf(page));
    this.#known.set(keyOf(page), { blocks, characters, usedAt: this.#now() });
    let left = MAX_CHARACTERS;
    for (const [key, recent] of [...this.#known].toReversed()) {
      left -= recent.characters;
      if (left < 0) {
        this.#known.delete(key);
      }
    }
  }

  /** Forgets what was not used lately. */
  forgetOld(): void {
    for (const [key, { usedAt }] of this.#known) {
      if (this.#now() - usedAt >= LIFETIME_MS) {
        this.#known.delete(key);
      }
    }
  }
}

function keyOf(page: PageText): string {
  return page.map(({ key }) => key).join(' ');
}

/** Characters of a page's text as Notion answered it. */
export function charactersOf(page: PageText): number {
  return page.reduce((sum, { source }) => {
    switch (source.kind) {
      case 'markdown':
        return sum + source.markdown.length;
      case 'packed blocks':
        return sum + source.json.length;
      case 'blocks':
        return sum + JSON.stringify(source.trees).length;
    }
  }, 0);
}
