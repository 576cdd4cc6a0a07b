import { counted } from './counted.js';
import { InputError } from '../errors.js';
import type { DocumentBlock } from './document.js';
import { outlineText } from './outline-text.js';
import { documentStart, takePart, type Position } from './parts.js';
import { findPassages } from './passages.js';
import { printBlocks } from './print.js';
import { findSection, outline, pathLabel } from './sections.js';
import { titleText } from './title-text.js';
import { truncateText } from './truncate.js';

export interface ViewRequest {
  readonly section: string | undefined;
  readonly find: string | undefined;
  /** Where to go on, in the section if there is one. */
  readonly from: Position | undefined;
  /** Characters the text may take. */
  readonly room: number;
}

/** What is shown of a page. */
export interface PageView {
  /** In our words: what this is, and whether it is complete. */
  readonly summary: string;
  readonly text: string;
  /** Where the next part begins; absent when nothing is left. */
  readonly next?: Position;
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
    const part = takePart(blocks, from, room);
    return {
      summary:
        part.next === undefined ? `The ${what} goes on to its end.` : `The ${what} goes on; there is more.`,
      ...part,
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
  const list =
    headings.length < 2
      ? ''
      : `Outline (characters of each section):\n${outlineText(headings, room)}\n\n---\n\n`;
  const part = takePart(blocks, documentStart, room - list.length);
  const summary = `The ${what} is long, ${printBlocks(blocks).length} characters: ${list === '' ? '' : 'its outline and '}its beginning; there is more.`;
  return { ...part, summary, text: `${list}${part.text}` };
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
      : `Pass one of: ${found.candidates.map((path) => JSON.stringify(titleText(path))).join(', ')}.`,
  );
}

function viewPassages(blocks: readonly DocumentBlock[], words: string, room: number): PageView {
  const passages = findPassages(blocks, words);
  if (passages.length === 0) {
    return { summary: 'The page does not hold these words.', text: '' };
  }
  const shown: string[] = [];
  let left = room;
  for (const passage of passages) {
    const heading = passage.path.length === 0 ? '' : `[${titleText(pathLabel(passage.path))}]\n`;
    const text = `${heading}${passage.text}`;
    if (text.length > left && shown.length > 0) {
      break;
    }
    shown.push(truncateText(text, left));
    left -= text.length;
  }
  const rest = passages.length - shown.length;
  return {
    summary: `${counted(passages.length, 'passage')} with these words, best first; ${rest === 0 ? 'that is all' : `${rest} left out, use more words or a larger max_chars`}.`,
    text: shown.join('\n\n---\n\n'),
  };
}
