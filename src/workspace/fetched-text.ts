/** What is read of a page or a database for somebody who asks for all of it. */
export interface WholeText<Place> {
  /** In our words: what this is, and whether it is complete. */
  readonly summary: string;
  readonly content: string;
  readonly notes: readonly string[];
  /** Whether this is all there is. */
  readonly complete: boolean;
  /** Where the text goes on; absent at its end. */
  readonly next?: Place | undefined;
}
