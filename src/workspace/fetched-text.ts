/** The full text of a page or database, or one part of it. */
export interface FetchedText<Place> {
  /** In our words: what this is, and whether it is complete. */
  readonly summary: string;
  readonly content: string;
  readonly notes: readonly string[];
  /** Whether this is all there is. */
  readonly complete: boolean;
  /** Where the next part starts; absent at the end. */
  readonly next?: Place | undefined;
}
