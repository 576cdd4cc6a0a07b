import { anchored, findAnchored } from './anchor.js';
import { pluralize } from '../answer/pluralize.js';
import { InputError } from '../../errors.js';
import { listNames, say } from '../../text/words.js';
import type { DocumentBlock } from '../document.js';
import { outlineText } from './outline-text.js';
import type { PagePosition } from './page-position.js';
import { placeOfBlock, type LinkedBlock } from './linked-block.js';
import { documentStart, measureDocument, takePart, type Position } from './parts.js';
import { findPassagesAndPlaces, type Passage } from './passages.js';
import { searchWords } from '../../text/search-words.js';
import { wordPlacesNote } from './word-places.js';
import { findSection } from './find-section.js';
import { outline, sectionWithKey } from './sections.js';
import { titleText } from '../print/title-text.js';
import { truncateText } from '../answer/truncate.js';

export interface ViewRequest {
  readonly section?: string | undefined;
  readonly find?: string | undefined;
  /** The page's title; it may begin the path of a section. */
  readonly title?: string | undefined;
  /** Where to begin, instead of at the beginning of the page. */
  readonly block?: LinkedBlock | undefined;
  /** Where to continue, with its section. */
  readonly from?: PagePosition | undefined;
  /** Characters the text may take. */
  readonly room: number;
  /** Whether parts of the page could not be read, so that nothing is known of the whole. */
  readonly isPartial?: boolean | undefined;
}

/** What is shown of a page. */
export interface PageView {
  /** In our words: what this is, and whether it is complete. */
  readonly summary: string;
  readonly text: string;
  /** Where the next part begins; absent when nothing is left. */
  readonly next?: PagePosition;
  /** Says that the page was edited since the cursor was made; '' if it was not. */
  readonly editedNote: string;
  /** Says of words that were looked for where else they stand. */
  readonly wordsNote?: string;
}

/** Chooses what to show of a page: passages, one section, or the page, whole or in parts. */
export function viewPage(
  blocks: readonly DocumentBlock[],
  { section, find, title, block, from, room, isPartial = false }: ViewRequest,
): PageView {
  if (find !== undefined) {
    return viewPassages(blocks, find, room, isPartial);
  }
  const wanted = { ...partOf(blocks, section, title, from), isPartial };
  const { next, ...view } =
    from !== undefined
      ? viewRest(wanted, from, room)
      : block === undefined || section !== undefined
        ? viewStart(wanted, room)
        : viewFrom(wanted, block, room);
  return next === undefined ? view : { ...view, next: placeOf(wanted, next) };
}

/** A part of a page's view, before its position in the page is known. */
interface PartView extends Omit<PageView, 'next'> {
  readonly next?: Position | undefined;
}

/** What is read in parts: a page or a section. */
interface ViewedPart {
  /** The whole page. */
  readonly document: readonly DocumentBlock[];
  readonly blocks: readonly DocumentBlock[];
  readonly what: 'page' | 'section';
  readonly key?: string;
  readonly isPartial?: boolean;
}

const AS_READ = ', as far as it could be read';

function placeOf({ blocks, key }: ViewedPart, position: Position): PagePosition {
  const place = { content: measureDocument(blocks).fingerprint, ...anchored(blocks, position) };
  return key === undefined ? place : { ...place, section: key };
}

function viewRest(
  { blocks, what, isPartial = false }: ViewedPart,
  from: PagePosition,
  room: number,
): PartView {
  const isEdited = from.content !== measureDocument(blocks).fingerprint;
  const { found, ...place } = findAnchored(blocks, from);
  const { text, next } = takePart(blocks, place, room);
  const editedNote = found
    ? 'this continues at the same place, so only earlier edits are not shown.'
    : 'the place is gone, so parts may be missing or repeated; read again without cursor to be sure.';
  return {
    summary:
      next === undefined
        ? `The rest of the ${what}${isPartial ? AS_READ : ''}.`
        : `The ${what} continues; there is more.`,
    text,
    next,
    editedNote: isEdited ? `The ${what} was edited since the cursor was made; ${editedNote}` : '',
  };
}

function viewStart({ blocks, document, what, isPartial = false }: ViewedPart, room: number): PartView {
  const whole = takePart(blocks, documentStart, room);
  if (whole.next === undefined) {
    const all = isPartial ? `The ${what}${AS_READ}` : `The whole ${what}`;
    const nothing = isPartial ? '; no text was found' : '; it has no text';
    return { summary: `${all}${whole.text === '' ? nothing : ''}.`, text: whole.text, editedNote: '' };
  }
  const headings = outline(blocks, document);
  const titles = headings.length < 2 ? '' : outlineText(headings, room);
  const list = titles === '' ? '' : `Outline (characters of each section):\n${titles}\n\n---\n\n`;
  const { text, next } = takePart(blocks, documentStart, room - list.length);
  return {
    summary: `The ${what} is long (${measureDocument(blocks).characters} characters): ${list === '' ? '' : 'outline and '}beginning; there is more.`,
    text: `${list}${text}`,
    next,
    editedNote: '',
  };
}

function viewFrom(page: ViewedPart, block: LinkedBlock, room: number): PartView {
  const place = placeOfBlock(page.blocks, block);
  if (place === undefined) {
    const { summary, ...view } = viewStart(page, room);
    const why = block.blocks.length === 0 ? 'could not be read' : 'has no text of its own here';
    return { ...view, summary: `The linked block ${why}. ${summary}` };
  }
  const { text, next } = takePart(page.blocks, place.position, room);
  const where =
    place.alike === 1
      ? 'the linked block'
      : `the first of ${place.alike} blocks that read like the linked one`;
  const end =
    next === undefined ? `to the end${page.isPartial === true ? AS_READ : ''}` : 'on; there is more';
  return {
    summary: `The page from ${where} ${end}. The part above is not shown; for it pass the page's URL without the block.`,
    text,
    next,
    editedNote: '',
  };
}

function partOf(
  blocks: readonly DocumentBlock[],
  section: string | undefined,
  title: string | undefined,
  from: PagePosition | undefined,
): ViewedPart {
  if (section === undefined && from?.section === undefined) {
    return { document: blocks, blocks, what: 'page' };
  }
  if (section === undefined) {
    const key = from?.section ?? '';
    const found = sectionWithKey(blocks, key);
    if (found === undefined) {
      throw new InputError(
        'cursor',
        say`The section of this cursor is no longer in the page.`,
        say`Read the page without cursor.`,
      );
    }
    return { document: blocks, blocks: found, what: 'section', key };
  }
  const found = findSection(blocks, section, title);
  if ('blocks' in found) {
    return { document: blocks, blocks: found.blocks, what: 'section', key: found.key };
  }
  if ('isPage' in found) {
    return { document: blocks, blocks, what: 'page' };
  }
  throw new InputError(
    'section',
    found.candidates.length === 0
      ? say`The page has no headings.`
      : found.isAmbiguous
        ? say`More than one heading matches.`
        : say`No heading matches.`,
    found.candidates.length === 0
      ? say`Omit section, or use find.`
      : say`Pass one of: ${listNames(found.candidates)}.`,
  );
}

const BETWEEN_PASSAGES = '\n\n---\n\n';

function viewPassages(
  blocks: readonly DocumentBlock[],
  words: string,
  room: number,
  hasGaps: boolean,
): PageView {
  const { passages, missing, elsewhere } = findPassagesAndPlaces(blocks, words);
  const count = searchWords(words).words.length;
  const isTogether = passages.some((passage) => passage.words === count);
  const wordsNote = wordPlacesNote(missing, elsewhere, { hasPassages: passages.length > 0, hasGaps });
  const page = hasGaps ? `page${AS_READ},` : 'page';
  if (passages.length === 0) {
    return elsewhere.length === 0
      ? { summary: `The ${page} does not contain these words.`, text: '', editedNote: '' }
      : {
          summary: `No passage of the ${page} has these words together.`,
          text: '',
          editedNote: '',
          wordsNote,
        };
  }
  const [best, ...others] = passages;
  const first = best === undefined ? '' : passageText(best);
  const shown = [truncateText(first, room)];
  let left = room - first.length;
  for (const passage of others) {
    const text = passageText(passage);
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
    summary: `${pluralize(passages.length, 'passage')} with ${isTogether ? '' : 'some of '}these words${passages.length > 1 ? ', best first' : ''}; ${ending.length === 0 ? (hasGaps ? 'that is all that could be read' : 'that is all') : `${ending.join(' and ')}, use more words or a larger max_chars`}.`,
    text: shown.join(BETWEEN_PASSAGES),
    editedNote: '',
    wordsNote,
  };
}

function passageText({ section, text }: Passage): string {
  return section === '' ? text : `[${titleText(section)}]\n${text}`;
}
