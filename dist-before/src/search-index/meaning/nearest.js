import { similarityTo } from './quantize.js';
/**
 * Passages that are compared exactly: those that share most signs with the question. A signature is an eighth of the bytes
 * of a vector, so that all of them can be gone through.
 */
export const MAX_COMPARED = 400;
/** Documents with a passage that is near enough, nearest first. */
export function nearestDocuments({ vector, minSimilarity }, compared, limit) {
    const byDocument = new Map();
    for (const { document, passage, vector: stored } of compared) {
        const similarity = similarityTo(vector, stored);
        if (similarity >= minSimilarity) {
            const known = byDocument.get(document);
            const passages = (known?.passages ?? 0) + 1;
            byDocument.set(document, known === undefined || known.similarity < similarity
                ? { document, passage, similarity, passages }
                : { ...known, passages });
        }
    }
    return [...byDocument.values()]
        .toSorted((one, other) => other.similarity - one.similarity || one.document - other.document)
        .slice(0, limit);
}
