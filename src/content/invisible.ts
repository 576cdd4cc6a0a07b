/**
 * Characters that a person does not see and a model reads: they hide instructions, split words for filters or turn the
 * order of text around. Those that writing needs (joiners in emoji, in Arabic and in Indic scripts; a variant behind its
 * base) stay.
 */
export function revealInvisible(text: string): string {
  return text
    .replace(/\r\n?|[\u0085\u2028\u2029]/g, '\n')
    .replace(TAGS, (run, flag: string | undefined) => (flag === undefined ? HIDDEN : run))
    .replace(INVISIBLE, (character, at: number, whole: string) =>
      isNeeded(character, before(whole, at), after(whole, at + character.length)) ? character : '',
    );
}

const HIDDEN = '[hidden characters]';
// The flags of England, Scotland and Wales are a black flag followed by tags; anywhere else tags are ASCII that nobody sees.
const TAGS = /(\u{1F3F4}[\u{E0061}-\u{E007A}]{2,6}\u{E007F})|[\u{E0000}-\u{E007F}]+/gu;
const INVISIBLE = /[\p{Default_Ignorable_Code_Point}\p{Cc}\uFFF9-\uFFFB]/gu;

// Scripts in which a joiner changes letters, and marks above and below letters.
const JOINING =
  /[\p{sc=Arab}\p{sc=Syrc}\p{sc=Mong}\p{sc=Nkoo}\p{sc=Deva}\p{sc=Beng}\p{sc=Guru}\p{sc=Gujr}\p{sc=Orya}\p{sc=Taml}\p{sc=Telu}\p{sc=Knda}\p{sc=Mlym}\p{sc=Sinh}\p{sc=Khmr}\p{sc=Mymr}\p{sc=Tibt}\p{Mn}]/u;
const PICTURE = /[\p{Extended_Pictographic}\p{Emoji_Modifier}\uFE0F]/u;
const VARIANT = /\p{Variation_Selector}/u;
const TAG = /[\u{E0020}-\u{E007F}]/u;

function isNeeded(character: string, previous: string, next: string): boolean {
  switch (character) {
    case '\n':
    case '\t':
      return true;
    case '\u200C':
      return JOINING.test(previous) && !VARIANT.test(previous);
    case '\u200D':
      return (
        (JOINING.test(previous) && !VARIANT.test(previous)) || (PICTURE.test(previous) && PICTURE.test(next))
      );
    default:
      // One variant selector chooses the look of the character before it. A row of them is a known way to hide bytes.
      return VARIANT.test(character)
        ? previous !== '' && !/\p{Default_Ignorable_Code_Point}/u.test(previous)
        : TAG.test(character);
  }
}

function before(text: string, at: number): string {
  const pair = text.codePointAt(at - 2) ?? 0;
  return pair > 0xffff ? text.slice(at - 2, at) : text.slice(Math.max(0, at - 1), at);
}

function after(text: string, at: number): string {
  const point = text.codePointAt(at);
  return point === undefined ? '' : String.fromCodePoint(point);
}
