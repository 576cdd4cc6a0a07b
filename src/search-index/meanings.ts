/** A passage whose vector is wanted. */
export interface UnembeddedPassage {
  /** Names the passage within its index, for as long as it says the same. */
  readonly key: string;
  /** What is to be embedded: title, headings and text. */
  readonly text: string;
  /** Digest of that text. */
  readonly hash: string;
}

/** A passage with its vector. */
export interface EmbeddedPassage extends Pick<UnembeddedPassage, 'key' | 'hash'> {
  /** Of length 1. */
  readonly vector: Float32Array;
}

/** How many passages have a vector. */
export interface MeaningCounts {
  readonly embedded: number;
  readonly unembedded: number;
}

/** A question as a vector. */
export interface QueryMeaning {
  /** Whose vector it is; passages with those of another one are not compared with it. */
  readonly model: string;
  /** Of length 1. */
  readonly vector: Float32Array;
  /** Cosine from which on a passage answers. */
  readonly minSimilarity: number;
}

/** Vectors of one length are expected, and these have another one. Nothing was written. */
export class DimensionsError extends Error {
  override readonly name = 'DimensionsError';

  constructor() {
    super('The vectors have another length than those before.');
  }
}

/** Passages of one batch. */
export const MAX_UNEMBEDDED = 64;

/**
 * What the passages of an index mean, as vectors of one model. A vector is written, kept and forgotten in the transaction of
 * its passage; a passage that is written again with the same text keeps it.
 */
export interface Meanings {
  /** From now on passages get vectors of this model; those of another one are forgotten. Nothing else where it is the same. */
  begin(model: string): Promise<void>;
  /** Passages without a vector, at most {@link MAX_UNEMBEDDED}, those of documents that were added first: a crawl begins with the latest edits. */
  unembedded(limit: number): Promise<readonly UnembeddedPassage[]>;
  /**
   * Keeps the vectors whose passage still says the same, if this is still the model, and gives how many.
   * Rejects with a {@link DimensionsError}.
   */
  put(model: string, passages: readonly EmbeddedPassage[]): Promise<number>;
  /** No vector is wanted of these any more, as long as they say the same. */
  skip(model: string, passages: readonly Pick<UnembeddedPassage, 'key' | 'hash'>[]): Promise<void>;
  count(): Promise<MeaningCounts>;
  /** The same of those without one, which is faster. */
  countUnembedded(): Promise<number>;
}
