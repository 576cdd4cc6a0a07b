/** Signs that a terminal obeys, and those that change the direction of what follows or are not seen. */
const CONTROLS = /(?![\n\t])\p{Cc}|[\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]|\p{Surrogate}/gu;

/** Foreign text for a terminal: what would control it is written out, such as `\u{1b}`. */
export function visibleText(text: string): string {
  return text.replaceAll(CONTROLS, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`);
}
