import { cellsOfRows } from '../../../content/markdown/compose/printed-rows.js';
import type { InlineRun } from '../../../content/rich-text/inline.js';
import type { EditableBlock, EditableText } from './editable-blocks.js';
import { isWithinWhole, sliceRuns } from './text-runs.js';
import { EMPTY_TEXT, placesOf, waysToTake, type WantedText } from './wanted-text.js';

/** A stretch of one text that was found. */
export interface Piece {
  readonly block: EditableBlock;
  readonly text: EditableText;
  readonly start: number;
  readonly end: number;
  /** How what the caller gave was taken. */
  readonly way: WantedText;
  /** What the caller gave for a whole cell of a table. */
  readonly cell?: string;
}

/** Where a text stands: one piece, or one for each of its lines or cells. */
export type Place = readonly Piece[];

/** Most places of a text that are found. */
export const MAX_PLACES = 500;
/** Most lines of a text that stand in blocks of their own. */
const MAX_LINES = 100;

/** All places of a text, and those that cannot be edited because they begin or end within a mention. */
interface Places {
  readonly places: readonly Place[];
  readonly cutMentions: number;
}

/** A text with its block. */
type Owned = Pick<Piece, 'block' | 'text'>;

/** Finds a text in blocks, each way to take it in all of them before the next; over several blocks only if in no one. */
export function findPlaces(blocks: readonly EditableBlock[], find: string): Places {
  const texts = blocks.flatMap((block) => block.texts.map((text): Owned => ({ block, text })));
  let cutMentions = 0;
  for (const way of waysToTake(find)) {
    const found: Piece[] = [];
    for (const owned of texts) {
      found.push(...piecesIn(owned, way, MAX_PLACES - found.length));
    }
    const whole = found.filter(
      ({ text, start, end }) => !isWithinWhole(text.runs, start) && !isWithinWhole(text.runs, end),
    );
    cutMentions += found.length - whole.length;
    if (whole.length > 0) {
      return { places: withSameMarks(whole, way).map((piece) => [piece]), cutMentions };
    }
  }
  const lines = placesOfLines(texts, find);
  return { places: lines.length > 0 ? lines : placesOfRows(blocks, find), cutMentions };
}

function piecesIn({ block, text }: Owned, way: WantedText, most = MAX_PLACES): Piece[] {
  return placesOf(way, text.text, most).map((start) => ({
    block,
    text,
    start,
    end: start + way.text.length,
    way,
  }));
}

/** Marks that were given choose among places that read the same. */
function withSameMarks(pieces: readonly Piece[], { isMarked, runs }: WantedText): readonly Piece[] {
  if (!isMarked || pieces.length === 1) {
    return pieces;
  }
  const wanted = marksOf(runs);
  const same = pieces.filter(
    ({ text, start, end }) => marksOf(sliceRuns(text.runs, start, end).map(({ shown }) => shown)) === wanted,
  );
  return same.length > 0 ? same : pieces;
}

function marksOf(runs: readonly InlineRun[]): string {
  const parts: [marks: string, text: string][] = [];
  for (const { form, text, bold = false, italic = false, strike = false, link = '' } of runs) {
    const marks = JSON.stringify([form, bold, italic, strike, link]);
    const last = parts.at(-1);
    if (last?.[0] === marks) {
      last[1] += text;
    } else {
      parts.push([marks, text]);
    }
  }
  return JSON.stringify(parts);
}

/** The lines of a text that were given together; what a printed page has between blocks is not among them. */
export function linesOf(text: string): readonly string[] {
  return text.split('\n').filter((line) => line.trim() !== '');
}

/** Lines that stand in one block each, one after the other: the first ends its text, the last begins it, others are all of it. */
function placesOfLines(texts: readonly Owned[], find: string): readonly Place[] {
  const given = linesOf(find);
  if (given.length < 2 || given.length > MAX_LINES) {
    return [];
  }
  const lines = given.map(waysToTake);
  const filled = texts.filter(({ text }) => text.text.trim() !== '');
  return filled.flatMap((_first, at): Place[] => {
    const place: Piece[] = [];
    for (const [line, ways] of lines.entries()) {
      const owned = filled[at + line];
      const piece = owned && lineIn(owned, ways, line > 0, line < lines.length - 1);
      if (piece === undefined) {
        return [];
      }
      place.push(piece);
    }
    return [place];
  });
}

/** Rows of a table as they are printed, one after the other; each cell is whole. */
function placesOfRows(blocks: readonly EditableBlock[], find: string): readonly Place[] {
  const given = cellsOfRows(find) ?? [];
  if (given.length === 0 || given.length > MAX_LINES) {
    return [];
  }
  const rows = given.map((cells) => cells.map((cell) => ({ cell, ways: waysToTake(cell) })));
  return blocks.flatMap((_first, at): Place[] => {
    const place: Piece[] = [];
    for (const [below, cells] of rows.entries()) {
      const block = blocks[at + below];
      if (block?.type !== 'table_row' || block.texts.length !== cells.length) {
        return [];
      }
      for (const [index, { cell, ways }] of cells.entries()) {
        const text = block.texts[index];
        const piece = text && wholeCell({ block, text }, ways);
        if (piece === undefined) {
          return [];
        }
        place.push({ ...piece, cell });
      }
    }
    return [place];
  });
}

function wholeCell(owned: Owned, ways: readonly WantedText[]): Piece | undefined {
  const { text } = owned.text;
  if (ways.length > 0) {
    return lineIn(owned, ways, true, true);
  }
  return text.trim() === '' ? { ...owned, start: 0, end: text.length, way: EMPTY_TEXT } : undefined;
}

function lineIn(
  owned: Owned,
  ways: readonly WantedText[],
  isBegin: boolean,
  isEnd: boolean,
): Piece | undefined {
  const { length } = owned.text.text;
  for (const way of ways) {
    const piece = piecesIn(owned, way).find(
      ({ start, end }) => (!isBegin || start === 0) && (!isEnd || end === length),
    );
    if (piece !== undefined) {
      return piece;
    }
  }
  return undefined;
}
