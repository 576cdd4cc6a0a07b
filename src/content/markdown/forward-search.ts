/**
 * The first match of a pattern with the flag `g` at or after a position. What was found ahead is remembered, so that looking
 * from one place after the other costs the length of the text and not that of its rest each time.
 */
export function forwardSearch(text: string, pattern: RegExp): (from: number) => RegExpExecArray | undefined {
  let searched = -1;
  let found: RegExpExecArray | undefined;
  return (from) => {
    const isKnown = searched >= 0 && searched <= from && (found === undefined || found.index >= from);
    if (!isKnown) {
      pattern.lastIndex = from;
      found = pattern.exec(text) ?? undefined;
      searched = from;
    }
    return found;
  };
}
