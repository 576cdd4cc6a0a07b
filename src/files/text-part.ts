/** A place in a text: the page of a PDF, counted from 1 (always 1 in other files), and a character in it. */
export interface FilePosition {
  readonly page: number;
  readonly at: number;
}

/** A part of a file's text. */
export interface TextPart {
  readonly text: string;
  /** Pages of a PDF, or characters of another file. */
  readonly total: number;
  /** Where the next part begins; absent at the end. */
  readonly next?: FilePosition;
}

/**
 * Up to `room` characters from `at` on: whole lines, unless one line takes more than half of the room. Never nothing while there
 * is text: one character of two units is given where there is room for one, or a reader would stay where it is for ever.
 */
export function partFrom(
  text: string,
  at: number,
  room: number,
): { readonly part: string; readonly end: number } {
  const start = Math.min(at, text.length);
  const limit = start + room;
  if (limit >= text.length) {
    return { part: text.slice(start), end: text.length };
  }
  const line = text.lastIndexOf('\n', limit - 1) + 1;
  const whole = wholeCharacter(text, limit);
  const end = line > start + room / 2 ? line : whole > start ? whole : limit + 1;
  return { part: text.slice(start, end), end };
}

function wholeCharacter(text: string, end: number): number {
  const unit = text.charCodeAt(end);
  return unit >= 0xdc00 && unit <= 0xdfff ? end - 1 : end;
}
