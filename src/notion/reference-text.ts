/** A piece of a text that is an address or holds an id, with what stands between it and the pieces beside it. */
export interface ReferencePiece {
  /** `web` is an address at Notion, `other` one elsewhere, `scheme` such as `collection://…`, `id` an id on its own. */
  readonly kind: 'scheme' | 'web' | 'other' | 'id';
  /** As written, without punctuation that follows it. */
  readonly text: string;
  readonly before: string;
  readonly after: string;
}

/** 32 hexadecimal digits, bare or dashed. */
export const ID_PATTERN = '(?:[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}|[0-9a-f]{32})';
/** Notion's own hosts, and those of published pages. */
const HOST_PATTERN = '(?:(?:www|app)\\.)?notion\\.(?:so|com)|[a-z0-9-]{1,63}\\.notion\\.site';
/** Addresses of Notion hold none of what encloses them in Markdown, HTML, JSON and sentences. */
const ADDRESS_END = '[^\\s<>"\'`“”‘’«»()\\[\\]{}|\\\\^,;]*';

/**
 * Addresses before ids, so that an id in the address of another site is not taken for one of Notion's. The lookbehinds
 * keep the search linear: nothing begins within a word.
 */
const PIECES = new RegExp(
  [
    `(?<scheme>(?<![a-z0-9])(?:collection|view|user)://${ID_PATTERN}(?![0-9a-z]))`,
    `(?<web>(?<![a-z0-9@./-])(?:(?:https?|notion):)?(?://)?(?:${HOST_PATTERN})(?![\\w-]|\\.[\\w-])${ADDRESS_END})`,
    `(?<other>(?<![a-z0-9+.-])[a-z][a-z0-9+.-]{0,20}://[^\\s<>"]*)`,
    `(?<id>(?<![0-9a-z])${ID_PATTERN}(?![0-9a-z@])(?:[?#]${ADDRESS_END})?)`,
  ].join('|'),
  'giu',
);
/** Ends sentences and emphasis, not addresses. The lookbehind keeps the search linear. */
const PUNCTUATION_END = /(?<![.:!?…*_~])[.:!?…*_~]+$/u;

/** The pieces of a text in their order. Linear in its length. */
export function referencePieces(text: string): ReferencePiece[] {
  const found = piecesOf(text);
  const decoded = found.length === 0 && text.includes('%') ? decode(text) : text;
  return decoded === text ? found : piecesOf(decoded);
}

/** `Trip%20plan` → `Trip plan`; what is not encoded like this stays. */
export function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function piecesOf(text: string): ReferencePiece[] {
  const matches = Array.from(text.matchAll(PIECES), ({ 0: whole, index, groups }) => {
    const [kind] = (['scheme', 'web', 'other', 'id'] as const).filter((name) => groups?.[name] !== undefined);
    const clean = whole.replace(PUNCTUATION_END, '');
    return { kind: kind ?? 'other', text: clean, start: index, end: index + clean.length };
  });
  return matches.map(({ kind, text: piece, start, end }, at) => ({
    kind,
    text: piece,
    before: text.slice(matches[at - 1]?.end ?? 0, start),
    after: text.slice(end, matches[at + 1]?.start),
  }));
}
