/** How far back a better place to cut is looked for, in UTF-16 code units. */
const MAX_STEP_BACK = 200;

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/**
 * A text in pieces of at most so many UTF-16 code units. Nothing is cut within what looks like one character, nor within a
 * surrogate pair where such a character is too long for that.
 */
export function splitText(text: string, longest: number): readonly string[] {
  const pieces: string[] = [];
  for (let start = 0; start < text.length;) {
    const end = start + cutAt(text.slice(start, start + longest + MAX_STEP_BACK), longest);
    pieces.push(text.slice(start, end));
    start = end;
  }
  return pieces;
}

/** The beginning of a text, at most so many UTF-16 code units; not cut within a surrogate pair. */
export function startOf(text: string, most: number): string {
  return text.slice(0, isWithinPair(text, most) ? most - 1 : most);
}

/** Where the first piece of a text ends. */
function cutAt(text: string, longest: number): number {
  if (text.length <= longest) {
    return text.length;
  }
  const start = graphemes.segment(text).containing(longest)?.index ?? longest;
  if (start > Math.max(0, longest - MAX_STEP_BACK)) {
    return start;
  }
  return isWithinPair(text, longest) && longest > 1 ? longest - 1 : longest;
}

function isWithinPair(text: string, at: number): boolean {
  return /[\ud800-\udbff]/.test(text[at - 1] ?? '') && /[\udc00-\udfff]/.test(text[at] ?? '');
}
