import { InputError } from '../errors.js';
import { EMPTY_WORDS, say, Words } from '../text/words.js';

/** What a caller referred to: an id and, if the form shows it, the kind of object. */
interface NotionReference {
  /** Dashed lower-case UUID. */
  readonly id: string;
  /** Known only for `collection://`, `view://` and `user://`: page and database URLs look alike. */
  readonly kind: 'data_source' | 'view' | 'user' | undefined;
  /** A block the URL's fragment points at, dashed. */
  readonly blockId: string | undefined;
}

const NOTION_HOST = /^(?:(?:www|app)\.)?notion\.(?:so|com)$|^[a-z0-9-]+\.notion\.site$/;
const SCHEMES = { 'collection:': 'data_source', 'view:': 'view', 'user:': 'user' } as const;
/** Dashed or bare. */
const WHOLE_ID = /^(?:[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}|[0-9a-f]{32})$/;
/** At the end of a path segment or fragment, alone or after a title: `Roadmap-0123…` */
const TRAILING_ID = /(?:^|-)([0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}|[0-9a-f]{32})$/;

/** `0123…` or `0123-…` in any case → dashed lower case. Expects 32 hexadecimal digits. */
export function dashed(id: string): string {
  const digits = id.replaceAll('-', '').toLowerCase();
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** The id's form in Notion's URLs: 32 digits without dashes. */
export function undashed(id: string): string {
  return id.replaceAll('-', '').toLowerCase();
}

/**
 * Reads any form in which Notion hands out references: bare and dashed ids, page and database URLs of all hosts,
 * peeked pages (`?p=`, the page the person looks at), `notion://`, `collection://`, `view://`, `user://`, and these in
 * `<…>` or `{{…}}`. Undefined when the text is something else, such as a title.
 */
export function parseReference(text: string): NotionReference | undefined {
  const trimmed = unwrap(text.trim());
  if (WHOLE_ID.test(trimmed.toLowerCase())) {
    return { id: dashed(trimmed), kind: undefined, blockId: undefined };
  }
  return URL.canParse(trimmed) ? parseUrl(new URL(trimmed)) : undefined;
}

/** Like `parseReference`, for arguments that take nothing else. */
export function requireReference(text: string, argument: string, noun: string): NotionReference {
  const reference = parseReference(text);
  if (reference !== undefined) {
    return reference;
  }
  const url = looksLikeUrl(text);
  throw new InputError(
    argument,
    url ? say`This is no Notion URL of a ${Words.term(noun)}.` : say`This is no Notion URL or id.`,
    say`Pass the ${Words.term(noun)}'s URL (in Notion: ••• → Copy link) or its 32-digit id${url ? EMPTY_WORDS : say`; notion_search finds both by title`}.`,
  );
}

/** Whether the text is meant as a URL, so that it is never taken for a title. */
export function looksLikeUrl(text: string): boolean {
  return /^[<{\s]*[a-z][a-z0-9+.-]*:\/\//i.test(text);
}

function unwrap(text: string): string {
  return within(within(text, '{{', '}}'), '<', '>');
}

function within(text: string, open: string, close: string): string {
  const isWrapped =
    text.length >= open.length + close.length && text.startsWith(open) && text.endsWith(close);
  return isWrapped ? text.slice(open.length, -close.length).trim() : text;
}

function parseUrl(url: URL): NotionReference | undefined {
  if (url.protocol in SCHEMES) {
    const id = trailingId(`${url.host}${url.pathname}`.replace(/(?<!\/)\/+$/, ''));
    return id === undefined
      ? undefined
      : { id, kind: SCHEMES[url.protocol as keyof typeof SCHEMES], blockId: undefined };
  }
  const web = url.protocol === 'https:' || url.protocol === 'http:' || url.protocol === 'notion:';
  if (!web || !NOTION_HOST.test(url.hostname)) {
    return undefined;
  }
  const peeked = trailingId(url.searchParams.get('p') ?? '');
  const segment = url.pathname.split('/').findLast((part) => part !== '') ?? '';
  const blockId = trailingId(url.hash.replace(/^#/, ''));
  const id = peeked ?? trailingId(segment) ?? blockId;
  return id === undefined ? undefined : { id, kind: undefined, blockId };
}

function trailingId(text: string): string | undefined {
  const id = TRAILING_ID.exec(text.toLowerCase())?.[1];
  return id === undefined ? undefined : dashed(id);
}
