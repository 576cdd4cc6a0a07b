import fc from 'fast-check';
import type { BlockTree } from '../../src/content/blocks/from-blocks.js';
import { block, mention, text, tree } from '../content/blocks/block-objects.js';
import { hostileText } from './texts.js';

/** What a block is made from; its words come when it is built, so that each gets a number of its own. */
export interface BlockShape {
  readonly type: string;
  readonly before: string;
  readonly after: string;
  readonly style: Readonly<Record<string, boolean>>;
  readonly link: string | undefined;
  readonly flag: boolean;
  readonly children: readonly BlockShape[];
}

/** Types whose text is the reader's; every one of them must come out once. */
const TEXT_TYPES = [
  'paragraph',
  'heading_1',
  'heading_2',
  'heading_3',
  'heading_4',
  'bulleted_list_item',
  'numbered_list_item',
  'to_do',
  'quote',
  'toggle',
  'callout',
  'template',
  'code',
  'equation',
  'image',
  'video',
  'audio',
  'file',
  'pdf',
  'bookmark',
  'embed',
  'table',
  'column_list',
  'tab',
  'synced_block',
  'child_page',
  'child_database',
  'link_to_page',
  'link_preview',
  'meeting_notes',
  'breadcrumb',
  'divider',
  'table_of_contents',
  'unsupported',
  'hologram',
];

const onePiece = fc.record({
  depth: fc.integer({ min: 0, max: 30 }),
  type: fc.constantFrom(...TEXT_TYPES),
  before: hostileText,
  after: hostileText,
  style: fc.record({ bold: fc.boolean(), italic: fc.boolean(), code: fc.boolean() }),
  link: fc.constantFrom(undefined, undefined, 'https://e.org/x', 'javascript:x', 'https://e.org/a)b c'),
  flag: fc.boolean(),
});
type Piece = typeof onePiece extends fc.Arbitrary<infer One> ? One : never;

/** Blocks of every type there is and one of the future, with text that looks like anything, nested as deep as one likes. */
export const blockShapes: fc.Arbitrary<BlockShape[]> = fc
  .array(onePiece, { maxLength: 30 })
  .map((pieces) => nest(pieces, 0));

// Blocks in reading order; a block belongs to the nearest earlier one that is less deep.
function nest(pieces: readonly Piece[], depth: number): BlockShape[] {
  const starts = pieces.flatMap((piece, at) => (at === 0 || piece.depth <= depth ? [at] : []));
  return starts.flatMap((start, at) => {
    const piece = pieces[start];
    return piece === undefined
      ? []
      : [{ ...piece, children: nest(pieces.slice(start + 1, starts[at + 1]), depth + 1) }];
  });
}

/** Builds block objects from shapes. `word` is asked once for each text, in reading order. */
export function buildBlocks(shapes: readonly BlockShape[], word: () => string): BlockTree[] {
  return shapes.map((shape) => buildBlock(shape, word));
}

function buildBlock(shape: BlockShape, word: () => string): BlockTree {
  const { type, flag, style, link } = shape;
  const words = (): object[] => [text(`${shape.before}${word()}${shape.after}`, style, link)];
  const children = (): BlockTree[] => buildBlocks(shape.children, word);
  const url = flag ? 'https://e.org/f/a.png' : 'https://x.s3.amazonaws.com/a/b.png?X-Amz-Signature=1';
  switch (type) {
    case 'equation':
      return block(type, { expression: `${shape.before}${word()}` }, children());
    case 'code':
      return block(type, { rich_text: words(), caption: words(), language: shape.before }, children());
    case 'image':
    case 'video':
    case 'audio':
    case 'file':
    case 'pdf':
      return block(
        type,
        { type: 'external', external: { url }, caption: words(), name: shape.after },
        children(),
      );
    case 'bookmark':
    case 'embed':
      return block(type, { url: flag ? url : shape.before, caption: words() }, children());
    case 'table': {
      const rows = Array.from({ length: 1 + shape.before.length }, () =>
        block('table_row', { cells: [words(), [], [mention('user', { id: shape.after }, '')], words()] }),
      );
      // A head is repeated in each part of a divided table, so it holds no words.
      const head = block('table_row', { cells: [[text(shape.after)], []] });
      return block(type, { has_column_header: flag, has_row_header: flag }, flag ? [head, ...rows] : rows);
    }
    case 'tab':
      return block(type, {}, [block('paragraph', { rich_text: words(), icon: null }, children())]);
    case 'child_page':
    case 'child_database':
      return block(type, { title: `${shape.before}${word()}` });
    case 'meeting_notes':
      return block(
        type,
        { title: words(), status: shape.before, calendar_event: { start_time: shape.after } },
        children(),
      );
    case 'column_list':
    case 'synced_block':
    case 'breadcrumb':
    case 'divider':
    case 'table_of_contents':
    case 'link_preview':
    case 'link_to_page':
    case 'unsupported':
      return block(type, { block_type: shape.before, url, page_id: shape.after }, children());
    default:
      return block(
        type,
        {
          rich_text: words(),
          checked: flag,
          icon: { emoji: shape.after },
          list_start_index: shape.after.length,
        },
        children(),
      );
  }
}

/** Whatever the wire may hold in place of a block. */
export const brokenTrees: fc.Arbitrary<BlockTree[]> = fc.array(
  fc
    .tuple(
      fc.constantFrom(...TEXT_TYPES, 'table_row', 'column', ''),
      fc.object({ maxDepth: 4 }),
      fc.anything(),
      fc.boolean(),
    )
    .map(([type, content, other, complete]) =>
      tree(
        complete ? { id: 'x', type, [type]: content } : other,
        [tree({ type: 'table_row', table_row: { cells: other } }), tree(other, [], complete)],
        complete,
      ),
    ),
  { maxLength: 8 },
);
