/** A stretch of an answer's line. `link` always has its own address as text beside it; see `link-text.ts`. */
export type Inline =
  | { readonly kind: 'text' | 'strong' | 'emphasis' | 'code'; readonly text: string }
  /** `place`: the address that it leads to, as it is shown; undefined where `text` is the address itself. */
  | {
      readonly kind: 'link';
      readonly text: string;
      readonly href: string;
      readonly place: string | undefined;
    };

/** A part of an answer. There is none for HTML and none for images: both stay text. */
export type Block =
  | { readonly kind: 'paragraph' | 'heading'; readonly inlines: readonly Inline[] }
  | ListBlock
  | { readonly kind: 'code'; readonly text: string }
  | {
      readonly kind: 'table';
      readonly head: readonly (readonly Inline[])[];
      readonly rows: readonly (readonly (readonly Inline[])[])[];
    };

/** A list; `start` is the number of its first item, for a list that other parts of the answer interrupt. */
export interface ListBlock {
  readonly kind: 'list';
  readonly ordered: boolean;
  readonly start: number;
  readonly items: readonly ListItem[];
}

/** An item, and the lists below it. */
interface ListItem {
  readonly inlines: readonly Inline[];
  readonly lists: readonly ListBlock[];
}
