import type { InlineRun } from '../rich-text/inline.js';
import { runLength } from './markdown-delimiters.js';

/** Collects runs while bold, italic and struck text opens and closes around them. */
export interface MarkState {
  add(run: InlineRun): void;
  /** Reads the `*` or `~` signs at a position and returns the position after them. */
  toggle(text: string, at: number): number;
  /** The runs; a sign that was never closed is text after all. */
  finish(): InlineRun[];
}

type Mark = 'bold' | 'italic' | 'strike';
type Piece = { run: InlineRun } | { opens: Mark; sign: string; closed: boolean };

/** Asterisks of bold and italic text. */
const MAX_SIGNS = 3;

/** Starts with nothing open. */
export function createMarks(): MarkState {
  const pieces: Piece[] = [];
  const open = new Map<Mark, { opens: Mark; sign: string; closed: boolean }>();

  const flip = (mark: Mark, sign: string): void => {
    const opener = open.get(mark);
    if (opener === undefined) {
      const piece = { opens: mark, sign, closed: false };
      open.set(mark, piece);
      pieces.push(piece);
    } else {
      opener.closed = true;
      open.delete(mark);
    }
  };
  const flipAsterisks = (length: number): void => {
    if (length !== 1) {
      flip('bold', '**');
    }
    if (length !== 2) {
      flip('italic', '*');
    }
  };
  const add = (run: InlineRun): void => {
    const marks = Object.fromEntries(Array.from(open.keys(), (mark) => [mark, true]));
    pieces.push({ run: { ...run, ...marks } });
  };

  return {
    add,
    toggle(text, at) {
      const length = runLength(text, at);
      const sign = text.slice(at, at + length);
      const alone = /^\s?$/.test(text[at - 1] ?? '') && /^\s?$/.test(text[at + length] ?? '');
      const held = (open.has('bold') ? 2 : 0) + (open.has('italic') ? 1 : 0);
      // `**a***b*`: what is open closes before something new opens, for Notion gives each text signs of its own.
      const isBetween = held > 0 && length > held && length <= held + MAX_SIGNS && sign[0] === '*';
      // One struck text ends and another begins.
      const isStruckOn = sign === '~~~~' && open.has('strike');
      if (isStruckOn) {
        return at + length;
      }
      if (sign === '~~') {
        flip('strike', sign);
      } else if (isBetween && !(held === 1 && length === 2)) {
        flipAsterisks(held);
        flipAsterisks(length - held);
      } else if (sign[0] !== '*' || alone || length > MAX_SIGNS) {
        add({ form: 'text', text: sign });
      } else {
        flipAsterisks(length);
      }
      return at + length;
    },
    finish: () => resolve(pieces),
  };
}

function resolve(pieces: readonly Piece[]): InlineRun[] {
  const unclosed = new Set<Mark>();
  return pieces.flatMap((piece): InlineRun[] => {
    if ('run' in piece) {
      return [without(piece.run, unclosed)];
    }
    if (piece.closed) {
      return [];
    }
    unclosed.add(piece.opens);
    return [{ form: 'text', text: piece.sign }];
  });
}

function without(run: InlineRun, marks: ReadonlySet<Mark>): InlineRun {
  if (marks.size === 0) {
    return run;
  }
  const copy = { ...run };
  for (const mark of marks) {
    delete copy[mark];
  }
  return copy;
}
