/** A piece of a text that is an address or holds an id, with what stands between it and the pieces beside it. */
export interface ReferencePiece {
  /** `web` is an address at Notion, `other` one elsewhere, `scheme` such as `collection://…`, `id` an id on its own. */
  readonly kind: 'scheme' | 'web' | 'other' | 'id';
  /** As written, without punctuation that follows it. */
  readonly text: string;
  readonly before: string;
  readonly after: string;
}

/**
 * Notion's own hosts, and those of published pages. Addresses of Notion hold none of what encloses them in Markdown, HTML,
 * JSON and sentences, and no invisible characters, which copying adds. The lookbehinds keep all of these linear: nothing begins within a word.
 */
const WEB =
  /(?<![a-z0-9@./-])(?:(?:https?|notion):)?(?:\/\/)?(?:(?:(?:www|app|m|api)\.)?notion\.(?:so|com)|[a-z0-9-]{1,63}\.notion\.site)(?![\w-]|\.[\w-])[^\s\u200B-\u200F\u202A-\u202E\u2060\u2066-\u2069<>"'`“”‘’«»()[\]{}|\\^,;]*/giu;
const SCHEME =
  /(?<![a-z0-9])(?:collection|data[_-]source|view|user|page|block|database):\/\/[0-9a-f-]{32,36}(?![0-9a-z-])/giu;
const OTHER =
  /(?<![a-z0-9+.-])[a-z][a-z0-9+.-]{0,20}:\/\/[^\s\u200B-\u200F\u202A-\u202E\u2060\u2066-\u2069<>"'`“”‘’«»()[\]{}|\\^,;]*/giu;
/** 32 hexadecimal digits, bare or dashed. */
const ID =
  /(?<![0-9a-z])(?:[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}|[0-9a-f]{32})(?![0-9a-z@])(?:[?#][^\s\u200B-\u200F\u202A-\u202E\u2060\u2066-\u2069<>"'`“”‘’«»()[\]{}|\\^,;]*)?/giu;
/**
 * The address of a page as this server and Notion show it, alone and with the id at its end: by far most of what calls refer
 * to. Each of its three readings in a call would take the patterns above a tenth of the call's own processor time.
 */
const PLAIN_WEB =
  /^https:\/\/(?:(?:www|app)\.)?notion\.(?:so|com)\/(?:[\w-]{1,100}\/){0,3}(?:[\w-]{0,300}-)?([0-9a-f]{32})$/;
const PLAIN_ID = /^(?:[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}|[0-9a-f]{32})$/;
/** Addresses before ids, so that an id in the address of another site is not taken for one of Notion's. */
const PATTERNS = [
  ['scheme', SCHEME],
  ['web', WEB],
  ['other', OTHER],
  ['id', ID],
] as const;
/** What each of these patterns needs somewhere. Most titles and words have none of it. */
const MAY_REFER = /notion\.|:\/\/|[0-9a-f]{8}/iu;
/** Ends sentences and emphasis, not addresses. The lookbehind keeps the search linear. */
const PUNCTUATION_END = /(?<![.:!?…*_~])[.:!?…*_~]+$/u;

/** The pieces of a text in their order. Linear in its length. */
export function referencePieces(text: string): ReferencePiece[] {
  return piecesOf(readableText(text));
}

/** The 32 digits at the end of a plain address of Notion; undefined for any other text, which may hold an id as well. */
export function plainAddressId(text: string): string | undefined {
  return PLAIN_WEB.exec(text)?.[1];
}

/** The text, decoded where its references can only be read then: `https%3A%2F%2Fwww.notion.so%2F…`. */
export function readableText(text: string): string {
  return text.includes('%') && piecesOf(text).every(({ kind }) => kind === 'id') ? decode(text) : text;
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
  const plain = PLAIN_ID.test(text) ? 'id' : PLAIN_WEB.test(text) ? 'web' : undefined;
  if (plain !== undefined) {
    return [{ kind: plain, text, before: '', after: '' }];
  }
  if (!MAY_REFER.test(text)) {
    return [];
  }
  const matches = PATTERNS.flatMap(([kind, pattern]) =>
    Array.from(text.matchAll(pattern), ({ 0: whole, index }) => {
      const clean = whole.replace(PUNCTUATION_END, '');
      return { kind, text: clean, start: index, end: index + clean.length, reach: index + whole.length };
    }),
  ).toSorted((one, other) => one.start - other.start);
  let reached = 0;
  const apart = matches.filter(({ start, reach }) => {
    const isApart = start >= reached;
    reached = isApart ? reach : reached;
    return isApart;
  });
  return apart.map(({ kind, text: piece, start, end }, at) => ({
    kind,
    text: piece,
    before: text.slice(apart[at - 1]?.end ?? 0, start),
    after: text.slice(end, apart[at + 1]?.start),
  }));
}
