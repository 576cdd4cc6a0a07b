import { pluralize } from '../../content/answer/pluralize.js';
import { COMPLETE, joinEnds, type ListEnd } from '../../notion/endpoints/list-page.js';
import { endNotes, endOf } from '../list-end.js';
import { COMMENTS } from './comment-threads.js';
import { BLOCKS } from './walk-blocks.js';

/** What was read for one answer of comments. */
interface ReadComments {
  readonly count: number;
  /** The end of the list of comments on the page itself; absent if that was not read. */
  readonly own: ListEnd | undefined;
  /** Blocks whose comments were read. */
  readonly inspected: number;
  /** The end of the lists of blocks. */
  readonly blocks: ListEnd;
  /** Blocks that are, or whose inside is, not shared with the connection. */
  readonly notShared: number;
  /** Whether the blocks could not be read to their end, without a way to continue. */
  readonly isBroken: boolean;
  /** Blocks of which only the first comments are shown. */
  readonly cut: number;
  /** Whether a next call continues. */
  readonly isMore: boolean;
  readonly isContinued: boolean;
}

/** How many comments were found, where, and whether these are all. */
export function summariseComments(read: ReadComments): string {
  const { count, own, inspected, isContinued } = read;
  const found = `${count === 0 ? 'No' : count} ${isContinued ? 'further ' : ''}open ${count === 1 ? 'comment' : 'comments'}`;
  const looked = [
    ...(own === undefined ? [] : ['the page itself']),
    ...(inspected > 0 || own === undefined ? [pluralize(inspected, 'block')] : []),
  ].join(' and ');
  return `${found} on ${looked}; ${endingOf(read)}.`;
}

function endingOf({ own = COMPLETE, blocks, notShared, isBroken, cut, isMore }: ReadComments): string {
  if (isMore) {
    return 'the rest of the page was not read yet';
  }
  if (isBroken) {
    return 'not all blocks could be read';
  }
  const { gap, unreadable, nextCursor } = joinEnds(own, blocks);
  return cut > 0
    ? 'not all are shown'
    : endOf({ gap, nextCursor, unreadable: unreadable + notShared }, false);
}

/** What is missing. */
export function commentNotes({ own = COMPLETE, blocks, cut }: ReadComments): string[] {
  const notes = [
    cut > 0 ? `Only the first comments of ${pluralize(cut, 'block')} are shown.` : '',
    ...endNotes(own, COMMENTS),
    ...endNotes(blocks, BLOCKS),
  ];
  // Both lists may break off for one reason.
  return [...new Set(notes)];
}
