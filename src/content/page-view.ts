import { anchored, findAnchored, type AnchoredPosition } from './anchor.js';
import { counted } from './counted.js';
import { InputError } from '../errors.js';
import { listNames } from '../text/suggest.js';
import type { DocumentBlock } from './document.js';
import { outlineText } from './outline-text.js';
import { documentStart, takePart } from './parts.js';
import { findPassages } from './passages.js';
import { printBlocks } from './print.js';
import { findSection, outline, pathLabel } from './sections.js';
import { titleText } from './title-text.js';
import { truncateText } from './truncate.js';

export interface ViewRequest {
  readonly section: string | undefined;
  readonly find: string | undefined;
  /** Where to go on, in the section if there is one. */
  readonly from: AnchoredPosition | undefined;
  /** Characters the text may take. */
  readonly room: number;
}

/** What is shown of a page. */
export interface PageView {
  /** In our words: what this is, and whether it is complete. */
  readonly summary: string;
  readonly text: string;
  /** Where the next part begins; absent when nothing is left. */
  readonly next?: AnchoredPosition;
  /** Whether the place to go on from was edited away. */
  readonly lostPlace?: boolean;
}

/** What a reader who goes on should know when the page is not the one that the cursor was made for. */
export function editedNote({ lostPlace }: PageView): string {
  return lostPlace === true
    ? 'The page was edited since the cursor was made and the place is gone, so parts may be missing or repeated; read again without cursor to be sure.'
    : 'The page was edited since the cursor was made; this goes on at the same place, so only edits before it are not shown.';
}

/** Chooses what to show of a page: passages, one section, or the page, whole or in parts. */
export function viewPage(blocks: readonly DocumentBlock[], request: ViewRequest): PageView {
  if (request.find !== undefined) {
    return viewPassages(blocks, request.find, request.room);
  }
  return request.section === undefined
    ? viewParts(blocks, 'page', request)
    : viewParts(sectionOf(blocks, request.section), 'section', request);
}

function viewParts(
  blocks: readonly DocumentBlock[],
  what: 'page' | 'section',
  { from, room }: ViewRequest,
): PageView {
  if (from !== undefined) {
    const { found, ...place } = findAnchored(blocks, from);
    const part = takePart(blocks, place, room);
    return {
      summary:
        part.next === undefined ? `The ${what} goes on to its end.` : `The ${what} goes on; there is more.`,
      text: part.text,
      ...(part.next === undefined ? {} : { next: anchored(blocks, part.next) }),
      lostPlace: !found,
    };
  }
  const whole = takePart(blocks, documentStart, room);
  if (whole.next === undefined) {
    return {
      summary: whole.text === '' ? `The whole ${what}; it has no text.` : `The whole ${what}.`,
      text: whole.text,
    };
  }
  const headings = outline(blocks);
  const titles = headings.length < 2 ? '' : outlineText(headings, room);
  const list = titles === '' ? '' : `Outline (characters of each section):\n${titles}\n\n---\n\n`;
  const part = takePart(blocks, documentStart, room - list.length);
  const summary = `The ${what} is long, ${printBlocks(blocks).length} characters: ${list === '' ? '' : 'its outline and '}its beginning; there is more.`;
  return {
    summary,
    text: `${list}${part.text}`,
    ...(part.next === undefined ? {} : { next: anchored(blocks, part.next) }),
  };
}

function sectionOf(blocks: readonly DocumentBlock[], wanted: string): readonly DocumentBlock[] {
  const found = findSection(blocks, wanted);
  if ('blocks' in found) {
    return found.blocks;
  }
  throw new InputError(
    'section',
    found.candidates.length === 0 ? 'The page has no headings.' : 'No heading, or more than one, fits.',
    found.candidates.length === 0
      ? 'Leave section out, or use find.'
      : `Pass one of: ${listNames(found.candidates)}.`,
  );
}

const BETWEEN_PASSAGES = '\n\n---\n\n';

function viewPassages(blocks: readonly DocumentBlock[], words: string, room: number): PageView {
  const passages = findPassages(blocks, words);
  if (passages.length === 0) {
    return { summary: 'The page does not hold these words.', text: '' };
  }
  const texts = passages.map(({ path, text }) =>
    path.length === 0 ? text : `[${titleText(pathLabel(path))}]\n${text}`,
  );
  const [first = ''] = texts;
  const shown = [truncateText(first, room)];
  let left = room - first.length;
  for (const text of texts.slice(1)) {
    left -= BETWEEN_PASSAGES.length + text.length;
    if (left < 0) {
      break;
    }
    shown.push(text);
  }
  const rest = passages.length - shown.length;
  const ending = [
    first.length > room
      ? `the first one is cut after ${shown[0]?.length} of its ${first.length} characters`
      : '',
    rest > 0 ? `${rest} left out` : '',
  ].filter((part) => part !== '');
  return {
    summary: `${counted(passages.length, 'passage')} with these words, best first; ${ending.length === 0 ? 'that is all' : `${ending.join(' and ')}, use more words or a larger max_chars`}.`,
    text: shown.join(BETWEEN_PASSAGES),
  };
}
