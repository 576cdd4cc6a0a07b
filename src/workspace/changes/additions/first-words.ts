import { truncateText } from '../../../content/answer/truncate.js';
import { documentFromBlocks, type BlockTree } from '../../../content/blocks/from-blocks.js';
import { countOf, type NewBlock } from '../../../content/markdown/compose/new-blocks.js';
import { noNames } from '../../../content/names.js';
import { printBlocks } from '../../../content/print/print.js';

/** Characters of an addition that an answer shows: enough to recognize it. */
const MAX_SHOWN_CHARACTERS = 400;
/** Blocks of a list that are looked at for that. */
const MAX_SHOWN_BLOCKS = 20;
/** Characters by which the last block that is there is recognized. */
export const MAX_LAST_CHARACTERS = 80;

/** How new blocks begin, as a reader sees them; on one line where that is to stand in a sentence. */
export function firstWords(blocks: readonly NewBlock[], longest = MAX_SHOWN_CHARACTERS): string {
  const first = inTable(blocks.slice(0, MAX_SHOWN_BLOCKS));
  const shown = printBlocks(documentFromBlocks(first.map(shownTree), noNames));
  return truncateText(longest < MAX_SHOWN_CHARACTERS ? shown.replaceAll(/\s+/g, ' ') : shown, longest);
}

/** Rows are shown as what they are a part of. */
function inTable(blocks: readonly NewBlock[]): readonly NewBlock[] {
  return blocks[0]?.type === 'table_row' ? [{ type: 'table', fields: {}, children: blocks }] : blocks;
}

function shownTree({ type, fields, children }: NewBlock): BlockTree {
  const block = { object: 'block', id: '', type, [type]: fields } as unknown as BlockTree['block'];
  return { block, children: children.slice(0, MAX_SHOWN_BLOCKS).map(shownTree), complete: true };
}

/** All of them with what is nested in them. */
export function countAll(blocks: readonly NewBlock[]): number {
  return blocks.reduce((sum, block) => sum + countOf(block), 0);
}
