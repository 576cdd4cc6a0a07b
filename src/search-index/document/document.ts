/** What a document of the index stands for. The comments on a page are a document of their own, below the page. */
export type DocumentKind = 'page' | 'row' | 'database' | 'comments';

/** Which text of a document a passage is. */
export type PassagePart = 'text' | 'properties' | 'description' | 'comment';

/** A piece of a document's text that is found and shown as one. */
export interface IndexPassage {
  readonly part: PassagePart;
  /** Dashed id of the block to open it at, where the source has one; of a comment, the id of its block or discussion. */
  readonly anchor?: string | undefined;
  /** Plain titles of the headings above it, outermost first. */
  readonly headings: readonly string[];
  /** Plain text, not Markdown. */
  readonly text: string;
}

/** Somebody a document names. */
export interface IndexPerson {
  readonly id?: string | undefined;
  readonly name: string;
}

/** What the index knows of a page, row, database or the comments on one, besides its passages. */
export interface DocumentFacts {
  /** Unique in the index: the dashed id of the page or database; of comments, a text that the writer derives from the page's. */
  readonly id: string;
  readonly kind: DocumentKind;
  /** Plain text. */
  readonly title: string;
  /** Id of the page or database that it lives in, not that of a block; absent at the top of the workspace. */
  readonly parent?: string | undefined;
  readonly url: string;
  /** ISO 8601, in UTC with milliseconds, as every time here. */
  readonly editedAt: string;
  readonly editedBy?: IndexPerson | undefined;
  readonly createdAt: string;
  /** Creator, last editor and people of properties: those that `person:` finds. */
  readonly people: readonly IndexPerson[];
  readonly isArchived: boolean;
}

/** A document as it is written. */
export interface IndexDocument extends DocumentFacts {
  readonly passages: readonly IndexPassage[];
}

/** Longest id, and longest title or name, in UTF-16 code units; more is cut. */
export const MAX_ID_CHARACTERS = 100;
export const MAX_TITLE_CHARACTERS = 2000;
