/**
 * A link or an image of Markdown, within a line: text, target, and a title that is dropped. More escaped brackets would be looked
 * through from each of them.
 */
const LINK =
  /(!?)\[((?:(?:[^[\]\n\\]|\\[^[\n]){0,1000}\\\[){0,4}(?:[^[\]\n\\]|\\[^[\n]){0,1000})\]\([ \t]*<?([^()<>\s]{1,2000}|[^()<>\s]{0,1000}\([^()<>\s]{0,500}\)[^()<>\s]{0,500})>?(?:[ \t]+(?:"[^"\n]{0,500}"|'[^'\n]{0,500}'))?[ \t]*\)/g;
/** Characters of a link: of more, nothing can still become one. */
const MAX_OPEN_CHARACTERS = 3100;

/**
 * Links with their targets in sight, which a model may have been made to disguise: `text (https://…)`. Of images there is the
 * description and the host: nothing is loaded.
 */
export function showTargets(markdown: string): string {
  return markdown.replaceAll(LINK, (_whole, image: string, text: string, target: string) =>
    image === '!'
      ? `[image: ${text === '' ? 'no description' : text}, ${hostOf(target)}]`
      : text === target
        ? target
        : `${text} (${target})`,
  );
}

function hostOf(target: string): string {
  return URL.canParse(target) ? new URL(target).host || 'embedded' : 'no address';
}

/** Where a link begins that may still be completed; the end of the text if none does. */
function startOfOpenLink(text: string): number {
  let wholes: readonly RegExpExecArray[] | undefined;
  let from = Math.max(0, text.length - MAX_OPEN_CHARACTERS);
  for (;;) {
    const start = seemingStart(text, from);
    if (start === text.length) {
      return start;
    }
    // What looks like a beginning may be that of a whole link, or stand in its target.
    wholes ??= [...text.matchAll(LINK)];
    const whole = wholes.find((link) => link.index <= start && start < link.index + link[0].length);
    if (whole === undefined) {
      return start;
    }
    from = whole.index + whole[0].length;
  }
}

/** The first bracket of the last line that is not closed, or is and has a target; a mark of an image belongs to it. */
function seemingStart(text: string, from: number): number {
  let start: number | undefined;
  for (let at = Math.max(from, text.lastIndexOf('\n') + 1); at < text.length; at += 1) {
    const isEscape = text[at] === '\\';
    at += isEscape ? 1 : 0;
    if (text[at] === '[') {
      start ??= at;
    } else if (text[at] === ']' && !isEscape && text[at + 1] !== '(' && at < text.length - 1) {
      start = undefined;
    } else if (text[at] === ']' && !isEscape && start !== undefined) {
      break;
    }
  }
  const mark = start === undefined ? text.length - 1 : start - 1;
  return mark >= from && text[mark] === '!' ? mark : (start ?? text.length);
}

/** The same for a text that comes in pieces: what may be the beginning of a link is held back until that is clear. */
export class LinkStream {
  #held = '';

  /** What can be shown now. */
  push(delta: string): string {
    const text = this.#held + delta;
    const end = startOfOpenLink(text);
    this.#held = text.slice(end);
    return showTargets(text.slice(0, end));
  }

  /** The rest. */
  end(): string {
    const rest = showTargets(this.#held);
    this.#held = '';
    return rest;
  }
}
