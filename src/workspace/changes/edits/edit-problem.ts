import { truncateText } from '../../../content/answer/truncate.js';
import { foldText } from '../../../text/match-text.js';
import type { EditableBlock, EditableText } from './editable-blocks.js';
import type { Place } from './find-places.js';

/** Why an edit cannot be made. */
export interface EditProblem {
  /** The argument that is meant, such as `edits[0]`. */
  readonly argument: string;
  /** In our words. */
  readonly says: string;
  /** Lines of the page that help to correct it. */
  readonly shows: readonly string[];
}

/** Most places that are shown for a text that stands in several. */
const MAX_CANDIDATES = 10;
/** Most lines that are shown for a text that stands nowhere. */
const MAX_NEAREST = 3;
/** Characters that are shown around a place on each side, and of a line. */
const MAX_AROUND_CHARACTERS = 60;
const MAX_LINE_CHARACTERS = 300;
/** Words of a text that is not found by which lines are compared with it. */
const MAX_COMPARED_WORDS = 100;

/** Places of one text with what is around each. */
export function shownPlaces(places: readonly Place[]): readonly string[] {
  const shown = places
    .slice(0, MAX_CANDIDATES)
    .flatMap(([piece], at) =>
      piece === undefined
        ? []
        : [`${at + 1}. ${above(piece.block)}${around(piece.text.text, piece.start, piece.end)}`],
    );
  return places.length > MAX_CANDIDATES ? [...shown, `and ${places.length - MAX_CANDIDATES} more`] : shown;
}

/** The lines that share most words with a text that is not there. */
export function nearestLines(blocks: readonly EditableBlock[], find: string): readonly string[] {
  const wanted = new Set(wordsOf(find).slice(0, MAX_COMPARED_WORDS));
  return blocks
    .flatMap((block) => block.texts.map((text) => ({ block, text, likeness: likeness(text, wanted) })))
    .filter((each) => each.likeness > 0)
    .toSorted((one, other) => other.likeness - one.likeness)
    .slice(0, MAX_NEAREST)
    .map(({ block, text }) => `${above(block)}${truncateText(oneLine(text.text), MAX_LINE_CHARACTERS)}`);
}

/** Each edit of a call that finds nothing looks at all of them. */
const wordsOfTexts = new WeakMap<EditableText, ReadonlySet<string>>();

/** Share of the wanted words that a text has, less for what it has besides. */
function likeness(text: EditableText, wanted: ReadonlySet<string>): number {
  const words = wordsOfTexts.get(text) ?? new Set(wordsOf(text.text));
  wordsOfTexts.set(text, words);
  const shared = [...wanted].filter((word) => words.has(word)).length;
  return shared === 0 ? 0 : shared / (wanted.size + Math.max(0, words.size - wanted.size) / 4);
}

function wordsOf(text: string): readonly string[] {
  return foldText(text).match(/[\p{L}\p{N}]+/gu) ?? [];
}

function above({ heading }: EditableBlock): string {
  return heading === '' ? '' : `[${truncateText(oneLine(heading), MAX_AROUND_CHARACTERS)}] `;
}

function around(text: string, start: number, end: number): string {
  const before = text.slice(Math.max(0, start - MAX_AROUND_CHARACTERS), start);
  const after = text.slice(end, end + MAX_AROUND_CHARACTERS);
  const found = truncateText(text.slice(start, end), MAX_LINE_CHARACTERS);
  return oneLine(
    `${start > MAX_AROUND_CHARACTERS ? '…' : ''}${before}${found}${after}${end + MAX_AROUND_CHARACTERS < text.length ? '…' : ''}`,
  );
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim();
}
