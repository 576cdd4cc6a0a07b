import type { BlockContent } from '../../model/block.js';
import type { Span } from '../../model/rich-text.js';

/** A block as Markdown describes it. */
export interface Parsed {
  /** What to make, or what is there already: a page, database or block that a tag names, which keeps its content. */
  readonly is:
    | { readonly kind: 'block'; readonly content: BlockContent }
    | { readonly kind: 'new_page'; readonly title: readonly Span[] }
    | { readonly kind: 'existing'; readonly id: string };
  readonly children: readonly Parsed[];
  /** Its lines as they would be printed outside of everything: equal lines mean an unchanged block. */
  readonly source: string;
}
