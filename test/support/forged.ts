/**
 * A random text (a token, a MAC, an id) with another end: never the text itself. A fixed end put on it would now and
 * then be the end that it has already, and the test would fail once in some hundred runs.
 */
export function forgedAtEnd(text: string): string {
  return text.replace(/.{2}$/, (end) => (end === 'AA' ? 'BB' : 'AA'));
}
