import { graphemeBoundary } from '../../../content/answer/truncate.js';
import { runsOfDialect } from '../../../content/markdown/markdown-inline.js';
import type { InlineRun } from '../../../content/rich-text/inline.js';

/** One way to take a text that a caller wants to find. */
export interface WantedText {
  /** The characters to find. */
  readonly text: string;
  /** They are in the page as they were given, signs of Markdown included: what replaces them is as literal. */
  readonly isLiteral: boolean;
  /** The caller gave marks, so that what replaces it has all its marks as well. */
  readonly runs: readonly InlineRun[];
  readonly isMarked: boolean;
  /** What stands before a line of a list, a quote or a heading, and was taken off; '' where nothing was. */
  readonly lineSign: string;
  /** Whether other quotation marks, dashes and spaces will do. */
  readonly isLoose: boolean;
}

/** What an empty cell is found by. */
export const EMPTY_TEXT: WantedText = {
  text: '',
  isLiteral: false,
  runs: [],
  isMarked: false,
  lineSign: '',
  isLoose: false,
};

/** The signs of headings, lists, to-dos, toggles, quotes and callouts at the beginning of a printed line. */
const LINE_SIGN =
  /^\s*(?:> ?)*(?:#{1,6}\s+|[-*+]\s+(?:\[[ xX]\]\s+|▸\s+)?|\d{1,9}[.)]\s+|\p{Extended_Pictographic}\ufe0f?\s+)?/u;
/** Marks that are not closed, because only a part of a line was copied, and the half of a link. */
const LOOSE_SIGNS = /\\([!-/:-@[-`{-~])|\*{1,3}|~~|`+|\]\([^()\s]*\)|<!---->|\[/g;
const QUOTES = /[‘’‚‛′´`]/g;
const DOUBLE_QUOTES = /[“”„‟″«»]/g;
const DASHES = /[\u2010-\u2015\u2212]/g;
/** Any of these: most texts have none. */
const FOLDED_SIGNS = /[‘’‚‛′´`“”„‟″«»\u2010-\u2015\u2212\u00a0\u2000-\u200a\u202f\u205f\u3000]/;
const SPACES = /[\u00a0\u2000-\u200a\u202f\u205f\u3000]/g;

/**
 * The ways to take a text, the strictest first: literally, as the Markdown of our answers, without what stands before a line,
 * without marks that are cut, and with other quotation marks, dashes and spaces.
 */
export function waysToTake(find: string): readonly WantedText[] {
  const lineSign = LINE_SIGN.exec(find)?.[0] ?? '';
  const bare = find.slice(lineSign.length).trimEnd();
  const whole = [...takings(find, ''), ...(lineSign === '' ? [] : takings(bare, lineSign))];
  const loose = find.replace(LOOSE_SIGNS, '$1');
  const cut = { ...taking(loose, [{ form: 'text', text: loose }], ''), isMarked: false };
  const strict = [...whole, ...(loose === find ? [] : [cut])].filter(({ text }) => text.trim() !== '');
  return distinct([...strict, ...strict.map((way) => ({ ...way, isLoose: true }))]);
}

/** Where the text begins in another, without overlaps; never within what looks like one character. At most `most` places. */
export function placesOf(wanted: WantedText, text: string, most: number): readonly number[] {
  const [sought, within] = wanted.isLoose ? [folded(wanted.text), folded(text)] : [wanted.text, text];
  const places: number[] = [];
  for (let at = within.indexOf(sought); at >= 0 && places.length < most;) {
    const end = at + sought.length;
    const isPlace =
      isBetweenCharacters(text, at) &&
      isBetweenCharacters(text, end) &&
      (wanted.lineSign === '' || at === 0 || text[at - 1] === '\n');
    if (isPlace) {
      places.push(at);
    }
    at = within.indexOf(sought, isPlace ? end : at + 1);
  }
  return places;
}

/** Between two letters of English there is no need to look closer, which takes longer than to find them. */
function isBetweenCharacters(text: string, at: number): boolean {
  return (
    /^[\t\n -~]{0,2}$/.test(text.slice(Math.max(0, at - 1), at + 1)) || graphemeBoundary(text, at) === at
  );
}

/** What is to stand in its place, without the sign of the line that the text was given with; undefined if it has another sign. */
export function withoutLineSign({ lineSign }: WantedText, replace: string): string | undefined {
  const own = LINE_SIGN.exec(replace)?.[0] ?? '';
  if (lineSign === '' || own.trim() === '') {
    return replace;
  }
  return own.trim() === lineSign.trim() ? replace.slice(own.length).trimEnd() : undefined;
}

function takings(text: string, lineSign: string): readonly WantedText[] {
  const read = runsOfDialect(text);
  const plain = read.map((run) => run.text).join('');
  const literal = { ...taking(text, [{ form: 'text', text }], lineSign), isLiteral: plain !== text };
  return plain === text && read.every(isPlain) ? [literal] : [literal, taking(plain, read, lineSign)];
}

function taking(text: string, runs: readonly InlineRun[], lineSign: string): WantedText {
  return { text, runs, isLiteral: false, isMarked: !runs.every(isPlain), lineSign, isLoose: false };
}

/** A bare address is a link, and no mark that the caller made. */
function isPlain({ form, text, bold, italic, strike, link }: InlineRun): boolean {
  const isBare = link === undefined || link === text;
  return form === 'text' && !(bold ?? false) && !(italic ?? false) && !(strike ?? false) && isBare;
}

/** Sign for sign, so that places stay what they are. */
function folded(text: string): string {
  return !FOLDED_SIGNS.test(text)
    ? text
    : text.replace(QUOTES, "'").replace(DOUBLE_QUOTES, '"').replace(DASHES, '-').replace(SPACES, ' ');
}

function distinct(ways: readonly WantedText[]): readonly WantedText[] {
  const seen = new Set<string>();
  return ways.filter(({ text, lineSign, isLoose }) => {
    const key = JSON.stringify([isLoose ? folded(text) : text, lineSign !== '', isLoose]);
    const isNew = !seen.has(key);
    seen.add(key);
    return isNew;
  });
}
