import { nextTurn } from '../../bounded-work/turns.js';
import type { Match } from '../find/candidates.js';
import type { PlannedTerm, Sequence } from '../find/plan-query.js';
import { documentOfKey } from '../document/passage-key.js';
import { bytesOfClass, PostingReader, SIZE_CLASSES, weightOf, type Places } from './postings.js';

/** Where a word stands, in one segment. */
export interface PostingList {
  /** Documents that hold it, current or not. */
  readonly documents: number;
  readonly data: Buffer;
  readonly from: number;
  readonly to: number;
  /** Whether what the segment says of a document still holds; undefined where all of it does. */
  readonly isCurrent: ((document: number) => boolean) | undefined;
}

/** The postings of a query's words. */
export interface QueryPostings {
  ofWord(form: string): readonly PostingList[];
  ofBeginning(form: string): readonly PostingList[];
  /** Documents of the index, and the bytes of its average passage. */
  readonly documents: number;
  readonly averageBytes: number;
}

/** A document at its best passage. */
export interface ScoredDocument {
  readonly document: number;
  readonly key: number;
  readonly score: number;
  /** Passages of it that fit. */
  readonly passages: number;
}

/** What passages count for a term: how often it stands there by the weights of the fields, and their classes of length. */
type Weights = Map<number, number>;

/** Of BM25, as in FTS5. */
const SATURATION = 1.2;
const LENGTH_SHARE = 0.75;
const MIN_RARITY = 1e-6;
/** Bytes of postings that are read before other work has its turn: some milliseconds. */
const BYTES_AT_ONCE = 100_000;

/** The documents whose passages fit, by the rarity of the words that they hold (BM25), best first. */
export async function scorePassages(
  { terms, mode, excluded }: Match,
  postings: QueryPostings,
): Promise<readonly ScoredDocument[]> {
  const reading = new Reading(postings);
  const scores = mode === 'all' ? await scoreAll(terms, reading) : await scoreAny(terms, reading);
  for (const term of excluded) {
    for (const key of (await reading.weights(term, scores)).keys()) {
      scores.delete(key);
    }
  }
  return bestPassages(scores);
}

/** Documents whose title begins with these words. */
export async function titlesBeginning(
  tokens: readonly string[],
  postings: QueryPostings,
): Promise<readonly number[]> {
  const places = await new Reading(postings).phrase({ tokens, isPrefix: false });
  const found = Array.from(
    places,
    ([
      key,
      {
        places: [title],
      },
    ]) => (title.includes(0) ? [documentOfKey(key)] : []),
  );
  return [...new Set(found.flat())];
}

async function scoreAll(terms: readonly PlannedTerm[], reading: Reading): Promise<Map<number, number>> {
  // The rarest first: of the others only what holds it is looked at.
  const sorted = terms.toSorted((one, other) => reading.bytesOf(one) - reading.bytesOf(other));
  let scores: Map<number, number> | undefined;
  for (const term of sorted) {
    const weights = await reading.weights(term, scores);
    const rarity = reading.rarity(term, weights);
    const both = new Map<number, number>();
    for (const [key, weight] of weights) {
      both.set(key, (scores?.get(key) ?? 0) + rarity * reading.saturated(weight));
    }
    scores = both;
    if (both.size === 0) {
      break;
    }
  }
  return scores ?? new Map();
}

async function scoreAny(terms: readonly PlannedTerm[], reading: Reading): Promise<Map<number, number>> {
  const scores = new Map<number, number>();
  for (const term of terms) {
    const weights = await reading.weights(term);
    const rarity = reading.rarity(term, weights);
    for (const [key, weight] of weights) {
      scores.set(key, (scores.get(key) ?? 0) + rarity * reading.saturated(weight));
    }
  }
  return scores;
}

function bestPassages(scores: ReadonlyMap<number, number>): readonly ScoredDocument[] {
  const best = new Map<number, { key: number; score: number; passages: number }>();
  for (const [key, score] of scores) {
    const document = documentOfKey(key);
    const known = best.get(document);
    if (known === undefined) {
      best.set(document, { key, score, passages: 1 });
    } else {
      known.passages += 1;
      if (score > known.score || (score === known.score && key < known.key)) {
        known.key = key;
        known.score = score;
      }
    }
  }
  return Array.from(best, ([document, each]) => ({ document, ...each })).toSorted(
    (one, other) => other.score - one.score || other.document - one.document,
  );
}

/** Reads postings, with turns for other work in between. */
class Reading {
  readonly #postings: QueryPostings;
  #bytes = 0;

  constructor(postings: QueryPostings) {
    this.#postings = postings;
  }

  bytesOf({ sequences }: PlannedTerm): number {
    const lists = sequences.flatMap((sequence) =>
      sequence.tokens.map((_, at) =>
        this.#listsOf(sequence, at).reduce((sum, { from, to }) => sum + to - from, 0),
      ),
    );
    return lists.reduce((sum, bytes) => sum + bytes, 0);
  }

  /** What the passages count that hold the term, of those in `among` if it is given. */
  async weights(term: PlannedTerm, among?: ReadonlyMap<number, unknown>): Promise<Weights> {
    const weights: Weights = new Map();
    const add = (key: number, weight: number, sizeClass: number): void => {
      const known = weights.get(key);
      weights.set(
        key,
        known === undefined ? weight * SIZE_CLASSES + sizeClass : known + weight * SIZE_CLASSES,
      );
    };
    for (const sequence of term.sequences) {
      if (sequence.tokens.length === 1) {
        await this.#visit(this.#listsOf(sequence, 0), among, (reader) =>
          add(reader.key, reader.weight, reader.sizeClass),
        );
      } else {
        for (const [key, { places, sizeClass }] of await this.phrase(sequence, among)) {
          add(key, weightOf(places), sizeClass);
        }
      }
    }
    return weights;
  }

  /** Where a sequence begins in the passages that hold it. */
  async phrase(
    sequence: Sequence,
    among?: ReadonlyMap<number, unknown>,
  ): Promise<ReadonlyMap<number, { readonly places: Places; readonly sizeClass: number }>> {
    let found: Map<number, { readonly places: Places; readonly sizeClass: number }> | undefined;
    for (let at = 0; at < sequence.tokens.length; at += 1) {
      const before = found;
      const next = new Map<number, { readonly places: Places; readonly sizeClass: number }>();
      await this.#visit(this.#listsOf(sequence, at), before ?? among, (reader) => {
        const { key, sizeClass } = reader;
        const places =
          before === undefined ? reader.places() : follow(before.get(key)?.places, reader.places(), at);
        if (weightOf(places) > 0) {
          next.set(key, { places: joined(next.get(key)?.places, places), sizeClass });
        }
      });
      found = next;
      if (next.size === 0) {
        break;
      }
    }
    return found ?? new Map();
  }

  rarity({ documents }: PlannedTerm, weights: Weights): number {
    const all = this.#postings.documents;
    const holding = Math.min(all, documents ?? weights.size);
    return Math.max(MIN_RARITY, Math.log1p((all - holding + 0.5) / (holding + 0.5)));
  }

  /** What a term counts in a passage, less for each further time, and less in a long one. */
  saturated(weight: number): number {
    const times = Math.floor(weight / SIZE_CLASSES);
    const length = bytesOfClass(weight % SIZE_CLASSES) / this.#postings.averageBytes;
    return (times * (SATURATION + 1)) / (times + SATURATION * (1 - LENGTH_SHARE + LENGTH_SHARE * length));
  }

  #listsOf({ tokens, isPrefix }: Sequence, at: number): readonly PostingList[] {
    const form = tokens[at] ?? '';
    return isPrefix && at === tokens.length - 1
      ? this.#postings.ofBeginning(form)
      : this.#postings.ofWord(form);
  }

  async #visit(
    lists: readonly PostingList[],
    among: ReadonlyMap<number, unknown> | undefined,
    visit: (reader: PostingReader) => void,
  ): Promise<void> {
    for (const { data, from, to, isCurrent } of lists) {
      const reader = new PostingReader(data, from, to);
      while (reader.next()) {
        if ((among === undefined || among.has(reader.key)) && isCurrent?.(reader.document) !== false) {
          visit(reader);
        }
      }
      this.#bytes += to - from;
      if (this.#bytes >= BYTES_AT_ONCE) {
        this.#bytes = 0;
        await nextTurn();
      }
    }
  }
}

/** Those beginnings of a sequence after which its next word, which is so many on, stands at one of these places. */
function follow(beginnings: Places | undefined, places: Places, distance: number): Places {
  const keep = (field: 0 | 1 | 2): readonly number[] => {
    const next = new Set(places[field]);
    return (beginnings?.[field] ?? []).filter((place) => next.has(place + distance));
  };
  return [keep(0), keep(1), keep(2)];
}

function joined(one: Places | undefined, other: Places): Places {
  const field = (at: 0 | 1 | 2): readonly number[] => [...new Set([...(one?.[at] ?? []), ...other[at]])];
  return one === undefined ? other : [field(0), field(1), field(2)];
}
