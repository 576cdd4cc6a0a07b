import type { QueryMeaning } from '../meanings.js';
import { similarityTo } from './quantize.js';

/**
 * Passages that are compared exactly: those that share most signs with the question. A signature is an eighth of the bytes
 * of a vector, so that all of them can be gone through.
 */
export const MAX_COMPARED = 400;

/** A passage, by the number of its document, with its vector in bytes. */
interface StoredVector<Key> {
  readonly document: number;
  readonly passage: Key;
  readonly vector: Uint8Array;
}

/** A document at the passage that is nearest to a question. */
export interface NearDocument<Key> {
  readonly document: number;
  readonly passage: Key;
  readonly similarity: number;
  /** Passages of the document that are near enough. */
  readonly passages: number;
}

/** Documents with a passage that is near enough, nearest first. */
export function nearestDocuments<Key>(
  { vector, minSimilarity }: QueryMeaning,
  compared: readonly StoredVector<Key>[],
  limit: number,
): readonly NearDocument<Key>[] {
  const byDocument = new Map<number, NearDocument<Key>>();
  for (const { document, passage, vector: stored } of compared) {
    const similarity = similarityTo(vector, stored);
    if (similarity >= minSimilarity) {
      const known = byDocument.get(document);
      const passages = (known?.passages ?? 0) + 1;
      byDocument.set(
        document,
        known === undefined || known.similarity < similarity
          ? { document, passage, similarity, passages }
          : { ...known, passages },
      );
    }
  }
  return [...byDocument.values()]
    .toSorted((one, other) => other.similarity - one.similarity || one.document - other.document)
    .slice(0, limit);
}
