import { ByteReader } from './byte-streams.js';

/** A word as it was typed, and what every word that is like it has in common with it. */
interface TypedWord {
  readonly form: string;
  readonly characters: number;
  /** Which letters it has, as bits. */
  readonly letters: number;
  /** Letters that a word like it may have more, less or others. */
  readonly maxErrors: number;
}

const BITS = 32;
const MAX_ASCII = 0x80;
const LEAD_OF_TWO = 0xc0;
const LEAD_OF_THREE = 0xe0;

/** The word. */
export function typedWord(form: string, maxErrors: number): TypedWord {
  const bytes = Buffer.from(form, 'utf8');
  return { form, maxErrors, ...lettersOf(bytes, bytes.length) };
}

/**
 * Words of a block's `terms` that may differ from a typed one in a few letters, or hold it; more than do. Words are compared as
 * they lie there: of most, no string is made.
 */
export function wordsLike(terms: Buffer, typed: TypedWord): readonly string[] {
  const found: string[] = [];
  const reader = new ByteReader(terms);
  let word = Buffer.alloc(0);
  while (!reader.isDone) {
    const shared = reader.varint();
    const length = shared + reader.varint();
    if (length > word.length) {
      word = Buffer.concat([word.subarray(0, shared), Buffer.alloc(length * 2)]);
    }
    reader.bytes.copy(word, shared, reader.at, reader.at + length - shared);
    reader.at += length - shared;
    reader.skipVarints(2);
    if (mayBeLike(lettersOf(word, length), typed)) {
      found.push(word.toString('utf8', 0, length));
    }
  }
  return found;
}

function mayBeLike(
  { characters, letters }: Pick<TypedWord, 'characters' | 'letters'>,
  typed: TypedWord,
): boolean {
  const lacking = typed.letters & ~letters;
  if (characters > typed.characters && lacking === 0) {
    // It may hold the typed one.
    return true;
  }
  return (
    Math.abs(characters - typed.characters) <= typed.maxErrors &&
    // Each error adds or takes away one letter of either word.
    bitCount(lacking) <= typed.maxErrors &&
    bitCount(letters & ~typed.letters) <= typed.maxErrors
  );
}

/** A bit for each letter of one or two bytes, some for several; letters of more bytes have one together. */
function lettersOf(bytes: Buffer, length: number): Pick<TypedWord, 'characters' | 'letters'> {
  let characters = 0;
  let letters = 0;
  for (let at = 0; at < length; at += 1) {
    const byte = bytes[at] ?? 0;
    if (byte < MAX_ASCII) {
      characters += 1;
      letters |= 1 << (byte % BITS);
    } else if (byte >= LEAD_OF_THREE) {
      characters += 1;
      letters |= 1;
    } else if (byte >= LEAD_OF_TWO) {
      characters += 1;
      letters |= 1 << ((bytes[at + 1] ?? 0) % BITS);
    }
  }
  return { characters, letters };
}

function bitCount(bits: number): number {
  let count = 0;
  for (let left = bits; left !== 0; left &= left - 1) {
    count += 1;
  }
  return count;
}
