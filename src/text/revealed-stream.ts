import { revealInvisible } from './invisible.js';

/** Characters at the end that are looked through for what may belong to the next piece: longer chains are none of writing. */
const MAX_HELD_CHARACTERS = 200;
/** The last character, or line break, and those that joiners, selectors or tags tie to it: only what follows says whether they are needed. */
const OPEN =
  /(?:\r\n|^|[^\u200C\u200D\p{Variation_Selector}\u{E0000}-\u{E007F}])(?:[\u200C\u200D\p{Variation_Selector}\u{E0000}-\u{E007F}]+[^\u200C\u200D\p{Variation_Selector}\u{E0000}-\u{E007F}]?)*$/u;

/** `revealInvisible` for a text that comes in pieces, wherever they are cut. */
export class RevealedStream {
  #held = '';

  /** What can be shown now. */
  push(piece: string): string {
    const text = this.#held + piece;
    // Half a character at its beginning would stand for one.
    const tail = text.slice(-MAX_HELD_CHARACTERS).replace(/^[\uDC00-\uDFFF]/, '');
    const open = OPEN.exec(tail);
    const end = text.length - (open === null ? 0 : tail.length - open.index);
    this.#held = text.slice(end);
    return revealInvisible(text.slice(0, end));
  }

  /** The rest. */
  end(): string {
    const rest = revealInvisible(this.#held);
    this.#held = '';
    return rest;
  }
}
