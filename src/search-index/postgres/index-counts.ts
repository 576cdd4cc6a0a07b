import type { Rows } from './index-database.js';
import type { IndexRows } from './read-rows.js';

/** What is counted of an index, as its row has it. */
export interface IndexCounts {
  documents: number;
  passages: number;
  textBytes: number;
  /** The last numbers that were given: to a document, a place or a person, and to a segment. */
  lastNumber: number;
  lastSegment: number;
}

/** Waits until nobody else changes the index in another transaction. Rejects where it was purged. */
export async function takeTurn(rows: Rows, { schema, index }: IndexRows): Promise<IndexCounts> {
  const [row] = await rows.all(`select * from ${schema}.indexes where index = $1 for update`, [index]);
  if (row === undefined) {
    throw new Error('The index was purged.');
  }
  return {
    documents: Number(row['documents']),
    passages: Number(row['passages']),
    textBytes: Number(row['text_bytes']),
    lastNumber: Number(row['last_number']),
    lastSegment: Number(row['last_segment']),
  };
}

/** Writes what was counted. */
export async function saveCounts(
  rows: Rows,
  { schema, index }: IndexRows,
  counts: IndexCounts,
): Promise<void> {
  const { documents, passages, textBytes, lastNumber, lastSegment } = counts;
  await rows.all(
    `update ${schema}.indexes set documents = $2, passages = $3, text_bytes = $4, last_number = $5, last_segment = $6
       where index = $1`,
    [index, documents, passages, textBytes, lastNumber, lastSegment],
  );
}

/** A number that nothing has. */
export function nextNumber(counts: IndexCounts): number {
  counts.lastNumber += 1;
  return counts.lastNumber;
}

/** The same of a segment. */
export function nextSegment(counts: IndexCounts): number {
  counts.lastSegment += 1;
  return counts.lastSegment;
}
