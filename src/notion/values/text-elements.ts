/** Most UTF-16 code units of one element, and most elements of a value (Notion's limits). */
const MAX_ELEMENT_CHARACTERS = 2000;
const MAX_ELEMENTS = 100;
/** Most UTF-16 code units of a text that is given as a value. */
export const MAX_TEXT_CHARACTERS = MAX_ELEMENT_CHARACTERS * MAX_ELEMENTS;

/** An element of a text. */
interface TextElement {
  readonly type: 'text';
  readonly text: { readonly content: string };
}

/** What must stay behind the character before it: marks, joiners, selectors and skin tones. */
const CONTINUES = /^(?:\p{M}|\u200d|\ufe0f|\p{Emoji_Modifier})/u;
/** How far back a better place to cut is looked for, in UTF-16 code units. */
const MAX_STEP_BACK = 64;

/** The text in elements that Notion takes. Nothing is cut within a surrogate pair, or within what looks like one character. */
export function textElements(text: string): readonly TextElement[] {
  const elements: TextElement[] = [];
  for (let start = 0; start < text.length;) {
    const end = cutAt(text, start);
    elements.push({ type: 'text', text: { content: text.slice(start, end) } });
    start = end;
  }
  return elements;
}

function cutAt(text: string, start: number): number {
  const longest = start + MAX_ELEMENT_CHARACTERS;
  if (longest >= text.length) {
    return text.length;
  }
  for (let end = longest; end > longest - MAX_STEP_BACK; end -= 1) {
    if (!isWithinPair(text, end) && !isWithinCluster(text, end)) {
      return end;
    }
  }
  return isWithinPair(text, longest) ? longest - 1 : longest;
}

function isWithinPair(text: string, at: number): boolean {
  return /[\ud800-\udbff]/.test(text[at - 1] ?? '') && /[\udc00-\udfff]/.test(text[at] ?? '');
}

function isWithinCluster(text: string, at: number): boolean {
  return text[at - 1] === '\u200d' || CONTINUES.test(text.slice(at, at + 2));
}
