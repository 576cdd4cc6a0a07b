import type { PageMarkdown } from '../../notion/endpoints/pages.js';
import type { ParsedDocument } from '../../parsing/parse-document.js';

/** What a text lacks besides the places that it marks; a transcript that was not asked for may be among what it lacks. */
export function unmarkedIn(
  { truncated, unknownBlockIds }: PageMarkdown,
  { unloaded, transcripts }: ParsedDocument,
): number {
  if (!truncated || transcripts > 0) {
    return 0;
  }
  const marked = new Set(unloaded.map(({ id }) => id));
  const unmarked = unknownBlockIds.filter((id) => !marked.has(id)).length;
  return marked.size === 0 ? Math.max(unmarked, 1) : unmarked;
}

/** The beginning of a text, without the line that would be cut, unless that is most of it. */
export function wholeLines(text: string, most: number): string {
  const end = text.lastIndexOf('\n', most) + 1;
  return text.slice(0, end > most / 2 ? end : most);
}
