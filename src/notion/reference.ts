import { InputError } from '../errors.js';
import { listWords, say, Words } from '../text/words.js';
import { decode, plainAddressId, referencePieces, type ReferencePiece } from './reference-text.js';

/** What a caller referred to: an id and, if the form shows it, the kind of object. */
interface NotionReference {
  /** Dashed lower-case UUID. */
  readonly id: string;
  /** Known only for `collection://`, `view://` and `user://`: page and database URLs look alike. */
  readonly kind: 'data_source' | 'view' | 'user' | undefined;
  /** A block the URL's fragment points at, dashed. */
  readonly blockId: string | undefined;
}

/** A reference with the text that it was read from. */
interface WrittenReference extends NotionReference {
  readonly written: string;
}

const NOTION_HOST = /^(?:(?:www|app|m|api)\.)?notion\.(?:so|com)$|^[a-z0-9-]+\.notion\.site$/;
/** As Notion writes it, and as models do. */
const DATA_SOURCE_SCHEME = /^(?:collection|data[_-]source):/i;
const SCHEMES = {
  'collection:': 'data_source',
  'view:': 'view',
  'user:': 'user',
  // What models make of them; which of these it is, Notion tells.
  'page:': undefined,
  'block:': undefined,
  'database:': undefined,
} as const;
/** At the end of a path segment or fragment, alone or after a title: `Roadmap-0123…` */
const TRAILING_ID = /(?<![0-9a-z])(?:[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}|[0-9a-f]{32})$/;
/** The end of a file's name in an export, after the id. */
const EXPORT_ENDING = /^(?:_all)?\.(?:md|csv|html|pdf)(?![a-z0-9])/i;
/** Something to read. What encloses a reference has nothing of this. */
const WORD = /[\p{L}\p{N}]/u;
/** Longest reference that an error repeats; of a longer one the id is shown. */
const MAX_SHOWN_CHARACTERS = 80;
/** What stands between two addresses of one tag. */
const BETWEEN_ATTRIBUTES = /^["'][^<>]{0,200}url=["']$/;
/** Digits of something that is meant as an id but is not complete. */
const PART_OF_ID = /^[0-9a-f-]{20,80}$/i;

/** `0123…` or `0123-…` in any case → dashed lower case. Expects 32 hexadecimal digits. */
export function dashed(id: string): string {
  const digits = id.replaceAll('-', '').toLowerCase();
  return digits.length === 32
    ? `${digits.slice(0, 8)}-${digits.slice(8, 12)}-${digits.slice(12, 16)}-${digits.slice(16, 20)}-${digits.slice(20)}`
    : digits;
}

/** The id's form in Notion's URLs: 32 digits without dashes. */
export function undashed(id: string): string {
  return id.replaceAll('-', '').toLowerCase();
}

/**
 * Reads any form in which people and Notion hand out references: bare and dashed ids, page and database URLs of all hosts
 * with or without `https://`, peeked pages (`?p=`, the page the person looks at), `notion://`, `collection://`, `view://`,
 * `user://`, `Title-<id>`, files of an export (`Title <id>.md`), and these as a Markdown link or within brackets,
 * quotation marks and sentences. Undefined when the text is something else, such as a title, and when it has several.
 */
export function parseReference(text: string): NotionReference | undefined {
  const [only, ...others] = parseReferences(text);
  return only === undefined || others.length > 0
    ? undefined
    : { id: only.id, kind: only.kind, blockId: only.blockId };
}

/** The same for a text that may hold several: each object once, in the order of the text. */
export function parseReferences(text: string): readonly WrittenReference[] {
  const pieces = referencePieces(text);
  const isAlone = pieces.every(
    ({ before, after }) => !WORD.test(before.replace(/^\/?p\/$/, '')) && !WORD.test(after),
  );
  return readPieces(pieces, (piece) => isAlone || isMeant(piece));
}

/** Like `parseReference`, for arguments that take nothing else; an id may then stand between any words. */
export function requireReference(text: string, argument: string, noun: Words): NotionReference {
  const pieces = referencePieces(text);
  const [only, ...others] = readPieces(pieces, () => true);
  if (only === undefined) {
    throw noReference(text, pieces, argument, noun);
  }
  if (others.length > 0) {
    throw severalReferences([only, ...others], argument, noun);
  }
  return only;
}

/** For an argument that takes one reference or a title: undefined for a title. Rejects everything that is neither. */
export function referenceOrTitle(text: string, argument: string, noun: Words): NotionReference | undefined {
  const pieces = referencePieces(text);
  // An address that leads to nothing in Notion, within words, is a part of a title.
  const isReference =
    looksLikeUrl(text) ||
    PART_OF_ID.test(text.trim()) ||
    readPieces(pieces, () => true).length > 0 ||
    (pieces.length > 0 && pieces.every(({ before, after }) => !WORD.test(before) && !WORD.test(after)));
  return isReference ? requireReference(text, argument, noun) : undefined;
}

/** Whether the text has an address at Notion, but none that leads to an object of the API. */
export function holdsAddressWithoutId(text: string): boolean {
  return parseReferences(text).length === 0 && referencePieces(text).some(({ kind }) => kind === 'web');
}

/** The error for a text that refers to several objects where one can be meant. */
export function severalReferences(
  references: readonly WrittenReference[],
  argument: string,
  noun: Words,
): InputError {
  const shown = listWords(
    references,
    ({ written, id }) => (written.length > MAX_SHOWN_CHARACTERS ? Words.term(undashed(id)) : say`${written}`),
    ', ',
  );
  return new InputError(
    argument,
    say`There are ${references.length} references here: ${shown}.`,
    say`Pass only one ${noun}.`,
  );
}

/** Whether the text is meant as a URL, so that it is never taken for a title. */
export function looksLikeUrl(text: string): boolean {
  return /^[<{("'`[\s]*(?:[a-z][a-z0-9+.-]*:\/\/|www\.|[a-z0-9-]+\.notion\.site(?![\w-])|(?:(?:app|m|api)\.)?notion\.(?:so|com)(?![\w-]))/i.test(
    text,
  );
}

function readPieces(
  pieces: readonly ReferencePiece[],
  isReference: (piece: ReferencePiece) => boolean,
): WrittenReference[] {
  const found = new Map<string, WrittenReference>();
  for (const piece of pieces.filter(
    (each, at) => !isFolder(pieces, at) && !isContainer(pieces, at) && isReference(each),
  )) {
    const reference = readPiece(piece);
    const known = reference && found.get(reference.id);
    if (reference !== undefined && known?.blockId === undefined) {
      found.set(reference.id, { ...reference, written: piece.text, kind: known?.kind ?? reference.kind });
    }
  }
  return [...found.values()];
}

/** A folder of an export is named after its page, too: `Trip 0123…/Day one 4567….md` is one file. */
function isFolder(pieces: readonly ReferencePiece[], at: number): boolean {
  const [piece, next] = [pieces[at], pieces[at + 1]];
  return piece?.kind === 'id' && next?.kind === 'id' && /^[\\/][^\n,;]*[\p{L}\p{N}]/u.test(piece.after);
}

/** `<database url="…" data-source-url="collection://…">`, as pages show it: the tag means the data source. */
function isContainer(pieces: readonly ReferencePiece[], at: number): boolean {
  const [before, piece, after] = [pieces[at - 1], pieces[at], pieces[at + 1]];
  return (
    piece?.kind === 'web' &&
    ((isDataSource(after) && BETWEEN_ATTRIBUTES.test(piece.after)) ||
      (isDataSource(before) && BETWEEN_ATTRIBUTES.test(piece.before)))
  );
}

function isDataSource(piece: ReferencePiece | undefined): boolean {
  return piece?.kind === 'scheme' && DATA_SOURCE_SCHEME.test(piece.text);
}

/**
 * Addresses stand for what they lead to wherever they are. A bare id has to be the whole text, or the end of a title as in
 * addresses, lists and exports: in other words it may be the checksum in a name.
 */
function isMeant({ kind, before, after }: ReferencePiece): boolean {
  return (
    kind !== 'id' ||
    EXPORT_ENDING.test(after) ||
    (before.endsWith('-') && !WORD.test(after)) ||
    (before.endsWith('(') && after.trim() === ')')
  );
}

function readPiece({ kind, text }: ReferencePiece): NotionReference | undefined {
  switch (kind) {
    case 'scheme':
      return parseUrl(text);
    case 'web':
      return parseUrl(/^(?:https?|notion):/i.test(text) ? text : `https://${text.replace(/^\/\//, '')}`);
    case 'id':
      return parseUrl(`https://www.notion.so/${text}`);
    case 'other':
      return undefined;
  }
}

function parseUrl(text: string): NotionReference | undefined {
  const plain = plainAddressId(text);
  if (plain !== undefined) {
    return { id: dashed(plain), kind: undefined, blockId: undefined };
  }
  // An underscore is no part of a scheme.
  const address = text.replace(DATA_SOURCE_SCHEME, 'collection:');
  if (!URL.canParse(address)) {
    return undefined;
  }
  const url = new URL(address);
  if (url.protocol in SCHEMES) {
    const id = trailingId(`${url.host}${url.pathname}`);
    return id === undefined
      ? undefined
      : { id, kind: SCHEMES[url.protocol as keyof typeof SCHEMES], blockId: undefined };
  }
  if (!NOTION_HOST.test(url.hostname)) {
    return undefined;
  }
  const peeked = trailingId(url.searchParams.get('p') ?? '');
  const path = url.pathname
    .split('/')
    .map((segment) => trailingId(decode(segment).split('&', 1).join('')))
    .findLast((id) => id !== undefined);
  const blockId = trailingId(url.hash.replace(/^#/, ''));
  const id = peeked ?? path ?? blockId;
  return id === undefined ? undefined : { id, kind: undefined, blockId };
}

function trailingId(text: string): string | undefined {
  const id = TRAILING_ID.exec(text.toLowerCase())?.[0];
  return id === undefined ? undefined : dashed(id);
}

function noReference(
  text: string,
  pieces: readonly ReferencePiece[],
  argument: string,
  noun: Words,
): InputError {
  const address = pieces.find(({ kind }) => kind === 'web' || kind === 'other');
  if (address === undefined && !looksLikeUrl(text)) {
    const digits = text.replaceAll(/[^0-9a-f]/gi, '').length;
    return new InputError(
      argument,
      PART_OF_ID.test(text.trim())
        ? say`An id has 32 hexadecimal digits; this has ${digits}.`
        : say`This is no Notion URL or id.`,
      say`Pass the ${noun}'s URL (in Notion: ••• → Copy link) or its 32-digit id; notion_search finds both by title.`,
    );
  }
  const title = address === undefined ? '' : titleIn(address.text);
  const bySearch = say`${title === '' ? say`Look for the ${noun} by its title` : say`Look for the ${noun} by its title, perhaps ${title},`} with notion_search`;
  return address?.kind === 'web'
    ? new InputError(argument, say`This Notion address holds no id.`, say`${bySearch}.`)
    : new InputError(
        argument,
        say`This is no Notion URL. A ${noun} published on a domain of its own has an address that holds no id.`,
        say`${bySearch}, or pass its URL in Notion (••• → Copy link) or its id.`,
      );
}

/** `https://acme.notion.site/team-handbook?x=1` → `team handbook`. */
function titleIn(address: string): string {
  const path = address
    .replace(/^[a-z]+:\/\//i, '')
    .split(/[?#]/, 1)
    .join('');
  const slug =
    path
      .split('/')
      .slice(1)
      .findLast((segment) => segment !== '') ?? '';
  const title = decode(slug);
  const id = TRAILING_ID.exec(title.toLowerCase());
  const words = id === null ? title : title.slice(0, id.index);
  return words.replaceAll(/[-_+]+/g, ' ').trim();
}
