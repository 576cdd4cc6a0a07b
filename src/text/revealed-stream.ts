import { revealInvisible } from './invisible.js';

/** UTF-16 code units at the end that are looked through for what may belong to the next piece: longer chains are none of writing. */
const MAX_HELD_CHARACTERS = 200;
/** Joiners, selectors and tags tie the characters on both sides together. */
const TYING = /[\u200C\u200D\p{Variation_Selector}\u{E0000}-\u{E007F}]/u;

/** `revealInvisible` for a text that comes in pieces, wherever they are cut. */
export class RevealedStream {
  #held = '';

  /** What can be shown now: all but the last character and what is tied to it, for only what follows says what is needed. */
  push(piece: string): string {
    const text = this.#held + piece;
    const end = text.length - tiedLength(text);
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

function tiedLength(text: string): number {
  // Half a character at its beginning would stand for one.
  const tail = text.slice(-MAX_HELD_CHARACTERS).replace(/^[\uDC00-\uDFFF]/, '');
  const characters = Array.from(tail);
  let at = Math.max(0, characters.length - 1);
  while (at > 0 && isTied(characters[at - 1] ?? '', characters[at] ?? '')) {
    at -= 1;
  }
  return characters.slice(at).join('').length;
}

function isTied(one: string, next: string): boolean {
  return TYING.test(one) || TYING.test(next) || (one === '\r' && next === '\n');
}
