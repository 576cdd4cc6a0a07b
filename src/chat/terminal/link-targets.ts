/** A link or an image of Markdown, within a line: text, target, and a title that is dropped. */
const LINK =
  /(!?)\[((?:[^[\]\n\\]|\\.){0,1000})\]\(\s*<?([^()<>\s]{1,2000}|[^()<>\s]{0,1000}\([^()<>\s]{0,500}\)[^()<>\s]{0,500})>?(?:\s+(?:"[^"\n]{0,500}"|'[^'\n]{0,500}'))?\s*\)/g;
/** The beginning of one that may still be completed. */
const OPEN_LINK = /!?\[[^\]\n]{0,1000}(?:\]?|\]\([^)\n]{0,2000})$|!$/;

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

/** The same for a text that comes in pieces: what may be the beginning of a link is held back until that is clear. */
export class LinkStream {
  #held = '';

  /** What can be shown now. */
  push(delta: string): string {
    const text = this.#held + delta;
    const open = OPEN_LINK.exec(text.slice(-3100));
    const end = open === null ? text.length : text.length - open[0].length;
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
