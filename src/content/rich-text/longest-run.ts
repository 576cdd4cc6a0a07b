/** The length of the longest run of one character; 0 when the text does not hold it. */
export function longestRun(text: string, character: string): number {
  let longest = 0;
  for (let at = text.indexOf(character); at >= 0; at = text.indexOf(character, at)) {
    const start = at;
    while (text[at] === character) {
      at += 1;
    }
    longest = Math.max(longest, at - start);
  }
  return longest;
}
