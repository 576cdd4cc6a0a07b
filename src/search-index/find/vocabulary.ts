/** A word of the index, and how many documents hold it. */
export interface KnownWord {
  readonly form: string;
  readonly documents: number;
}

/** The words that the documents of an index hold; pairs of characters of dense scripts and numbers are not among them. */
export interface Vocabulary {
  /** Documents in all. */
  countDocuments(): Promise<number>;
  /** Words that begin so, in their order; of more, the first so many. A word comes before those that begin with it. */
  beginning(start: string, limit: number): Promise<readonly KnownWord[]>;
  /** Words that share most of their letters with this one in the same order, and words that hold it; most alike first. */
  alike(form: string, limit: number): Promise<readonly KnownWord[]>;
}
