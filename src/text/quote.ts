import { revealInvisible } from './invisible.js';

/** Longest text quoted in a message, in UTF-16 code units. */
const MAX_QUOTED_CHARACTERS = 80;
/** Text beyond this is not read: it is cut anyway, and invisible characters take no room. */
const MAX_INSPECTED_CHARACTERS = 1000;

/** What a cut may leave at its end. The lookbehind keeps the search linear: it cannot restart within a run. */
const CUT_END =
  /(?<![\p{Surrogate}\p{Default_Ignorable_Code_Point}\s])[\p{Surrogate}\p{Default_Ignorable_Code_Point}\s]+$/u;

// A client that shows a message as Markdown or HTML must neither load a picture nor follow a tag, and nothing in a
// message may look like the fence of an answer. Applied to its own result, each of these changes nothing.
const MARKUP: readonly (readonly [RegExp, string])[] = [
  [/\](?=[([:])/g, ']\\'],
  [/(?<!\\)(?=<[a-z/!?<])/gi, '\\'],
  [/(?<!\\)(?=>>>)/g, '\\'],
];

/** Of which nothing is changed: printable ASCII with single spaces inside, without the signs of markup and double quotation marks. */
const PLAIN = /^[\w!#-;=?@\\^`{|}~]+(?: [\w!#-;=?@\\^`{|}~]+)*$/;

/**
 * The text as a message shows it between quotation marks: on one line, not too long, with nothing invisible and nothing
 * that a reader could take for a sign of ours. What is shown is accepted in place of the name (see `matchText`), so the
 * form of a form is the form itself.
 */
export function shownForm(text: string, maximum = MAX_QUOTED_CHARACTERS): string {
  const line = fullForm(text);
  if (line.length <= maximum && text.length <= MAX_INSPECTED_CHARACTERS) {
    return line;
  }
  // What the cut leaves of a character made of several, such as a family or a flag, would be invisible.
  const cut = line.slice(0, maximum - 1).replace(CUT_END, '');
  return `${cut}…`;
}

/** The same without the cut, as far as the text is read. */
export function fullForm(text: string): string {
  if (text.length <= MAX_INSPECTED_CHARACTERS && PLAIN.test(text)) {
    return text;
  }
  const visible = revealInvisible(
    text.slice(0, MAX_INSPECTED_CHARACTERS).replaceAll(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' '),
  )
    .replaceAll(/\s+/g, ' ')
    .trim();
  return withoutMarkup(visible.replaceAll('"', "'"));
}

/** The text with a backslash in what would be a link, a picture, a tag or the sign of a fence; all else stays readable. */
export function withoutMarkup(text: string): string {
  return MARKUP.reduce((clean, [sign, replacement]) => clean.replaceAll(sign, replacement), text);
}

/** Text for a message, in quotation marks that nothing inside it can close. */
export function quote(text: string, maximum?: number): string {
  return `"${shownForm(text, maximum)}"`;
}
