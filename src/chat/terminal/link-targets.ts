/** A link or an image of Markdown, within a line: text, target, and a title that is dropped. */
const LINK =
  /(!?)\[((?:[^[\]\n\\]|\\.){0,1000})\]\([ \t]*<?([^()<>\s]{1,2000}|[^()<>\s]{0,1000}\([^()<>\s]{0,500}\)[^()<>\s]{0,500})>?(?:[ \t]+(?:"[^"\n]{0,500}"|'[^'\n]{0,500}'))?[ \t]*\)/g;
/** The beginning of one that may still be completed. */
const OPEN_LINK = /!?\[(?:[^\]\n\\]|\\.){0,1000}(?:\\?|\]|\]\([^\n]{0,2000})$|!$/;

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
    const open = OPEN_LINK.exec(text.slice(from));
    if (open === null) {
      return text.length;
    }
    const start = from + open.index;
    // What looks like a beginning may be that of a whole link, or stand in its target.
    wholes ??= [...text.matchAll(LINK)];
    const whole = wholes.find((link) => link.index <= start && start < link.index + link[0].length);
    if (whole === undefined) {
      return start;
    }
    from = whole.index + whole[0].length;
  }
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
