import { newBlocksOf, type NewBlock } from '../../../content/markdown/compose/new-blocks.js';
import { planAppends, type PlannedAppend } from '../../../content/markdown/compose/plan-appends.js';
import { readDialect } from '../../../content/markdown/compose/read-dialect.js';

/**
 * What a new page holds. Text of a caller becomes blocks here, as text that is added to a page does: Notion's own parser
 * reads another dialect, and makes links to hosts of file names. A copy keeps Notion's Markdown, in which it was read.
 */
export type NewContent =
  | {
      readonly kind: 'blocks';
      readonly blocks: readonly NewBlock[];
      /** The first goes with the request that makes the page; the others follow. */
      readonly requests: readonly PlannedAppend[];
    }
  | { readonly kind: 'markdown'; readonly markdown: string };

export const NO_CONTENT: NewContent = { kind: 'blocks', blocks: [], requests: [] };

/** Text in our dialect as content. */
export function contentOfText(text: string): NewContent {
  const blocks = newBlocksOf(readDialect(text));
  return { kind: 'blocks', blocks, requests: planAppends(blocks) };
}
