import { escapeText } from '../rich-text/escape.js';
import { SEPARATOR } from '../rich-text/emphasis.js';
import { printInline, type InlineRun } from '../rich-text/inline.js';
import { forwardSearch, indexDelimiters, runLength, type DelimiterIndex } from './markdown-delimiters.js';
import { withStyles } from './inline-style.js';
import { createMarks, type MarkState } from './markdown-marks.js';
import { isMention, mentionRun } from './markdown-mention.js';
import { attribute, readTag, type Tag } from './markdown-tag.js';
import { type Names, noNames } from '../names.js';
import { idFromUrl, pageUrl } from '../notion-id.js';
import { revealInvisible } from '../../text/invisible.js';
import { tagsToLeaveOut } from './unknown-tags.js';

/** What reading a line needs besides the line. */
export interface TextSource {
  readonly names: Names;
  /** Dashed id of the page that the text is of; '' if that is unknown. A citation of the page itself leads to nothing new. */
  readonly page: string;
  /** Gets the names of tags that were left out. */
  readonly unknownTags: Set<string>;
  /** Whether it is our own dialect, where a bare address is a link, instead of Notion's. */
  readonly isOurs?: boolean;
}

/** What may be markup, or text that is printed in another way than it stands there. Most lines hold none of it. */
const MARKED = /[\\`*_[\]<~$&]|https?:/;

/** Whether a line of enhanced markdown is the same in our dialect. */
export function isPlainLine(markdown: string): boolean {
  return !MARKED.test(markdown);
}

/** A line of enhanced markdown in our dialect. */
export function renderMarkdownText(
  markdown: string,
  names: Names,
  { page = '', unknownTags = new Set() }: Partial<TextSource> = {},
): string {
  if (isPlainLine(markdown)) {
    return revealInvisible(markdown);
  }
  return printInline(parseInline(markdown, { names, page, unknownTags }));
}

/** Text in our own dialect as runs, which know what they mention. */
export function runsOfDialect(text: string): readonly InlineRun[] {
  return parseInline(text, { names: noNames, page: '', unknownTags: new Set(), isOurs: true });
}

/** The characters of a line of enhanced markdown without its markup. */
export function plainMarkdownText(markdown: string, names: Names): string {
  return plainOf(markdown, { names, page: '', unknownTags: new Set() });
}

function plainOf(markdown: string, source: TextSource, level = 0): string {
  return parseInline(markdown, source, level)
    .map((run) => run.text)
    .join('');
}

/** The characters that a reader of our own Markdown would see, on one line. */
export function plainFromDialect(text: string): string {
  const plain = isPlainLine(text) ? text : plainMarkdownText(text, noNames);
  return plain.replace(/\s+/g, ' ').trim();
}

// Deeper labels inside labels are no text that Notion writes; the bound keeps hostile nesting off the stack.
const MAX_LABEL_DEPTH = 3;
// A label of a mention is a title or a name.
const MAX_LABEL_CHARACTERS = 2_000;

/** Reads inline markdown. What is not markup, or not closed, is text. */
function parseInline(markdown: string, source: TextSource, level = 0): InlineRun[] {
  const plain = { marks: createMarks(), isLeftOut: tagsToLeaveOut(markdown, source.unknownTags) };
  const scan: Scan = {
    text: markdown,
    index: indexDelimiters(markdown),
    ...(source.isOurs === true ? withStyles(markdown, plain) : plain),
    source,
    level,
    nextSign: forwardSearch(markdown, /[\\`*~$[!<]/g),
    nextTicked: forwardSearch(markdown, /`\$/g),
    nextDollar: forwardSearch(markdown, source.isOurs === true ? /(?<!\\)[$`]/g : /(?<![\\\s])\$/g),
    nextClose: forwardSearch(markdown, /<\/([a-z_-]+)>/gi),
    nextAddress: forwardSearch(markdown, /https?:\/\/[^\s<>[\]()`\\*~$|]+/g),
    nextUrlEnd: forwardSearch(markdown, /[\]\s]/g),
  };
  let at = 0;
  while (at < markdown.length) {
    at = step(scan, at);
  }
  return scan.marks.finish();
}

interface Scan {
  readonly text: string;
  readonly index: DelimiterIndex;
  readonly marks: MarkState;
  readonly source: TextSource;
  readonly level: number;
  /** Whether a tag that is none of those read here is left out, and its text kept. */
  readonly isLeftOut: (tag: Tag) => boolean;
  /** Where an equation in backticks or dollars, a mention's label and a citation's address end, and the next sign or bare address. */
  readonly nextTicked: Find;
  readonly nextDollar: Find;
  readonly nextClose: Find;
  readonly nextSign: Find;
  readonly nextAddress: Find;
  readonly nextUrlEnd: Find;
}

type Find = ReturnType<typeof forwardSearch>;

const BRACKETED_ADDRESS = /<((?:https?:\/\/|mailto:|tel:|notion:|collection:)[^\s<>]+)>/y;

// Consumes what starts at `at` and returns the position after it.
function step(scan: Scan, at: number): number {
  const { text, marks, source } = scan;
  const address = source.isOurs === true ? scan.nextAddress(at) : undefined;
  if (address?.index === at) {
    return bareAddress(scan, at, address[0]);
  }
  // Found, not matched from here: text between a thousand addresses would be matched to its end for each of them.
  const end = Math.min(scan.nextSign(at)?.index ?? text.length, address?.index ?? text.length);
  if (end > at) {
    const plain = text.slice(at, end);
    // The space before a citation that is left out goes with it.
    const isBeforeCitation = plain.endsWith(' ') && citation(scan, end)?.isOfItself === true;
    marks.add({ form: 'text', text: isBeforeCitation ? plain.trimEnd() : plain });
    return end;
  }
  const next = special(scan, at);
  if (next !== undefined) {
    return next;
  }
  marks.add({ form: 'text', text: text[at] ?? '' });
  return at + 1;
}

// What ends a sentence is not part of the address in it.
function bareAddress({ marks }: Scan, at: number, found: string): number {
  let { length } = found;
  while (/[.,;:!?'"]/.test(found[length - 1] ?? '')) {
    length -= 1;
  }
  const url = found.slice(0, length);
  marks.add({ form: 'text', text: url, link: url });
  return at + url.length;
}

function special(scan: Scan, at: number): number | undefined {
  switch (scan.text[at]) {
    case '\\':
      return escaped(scan, at);
    case '`':
      return code(scan, at);
    case '*':
    case '~':
      return scan.marks.toggle(scan.text, at);
    case '$':
      return equation(scan, at);
    case '[':
      return link(scan, at, at);
    case '!':
      return scan.text[at + 1] === '[' ? link(scan, at, at + 1) : undefined;
    default:
      return tag(scan, at);
  }
}

function escaped({ text, marks }: Scan, at: number): number | undefined {
  const next = text[at + 1] ?? '';
  if (!/[!-/:-@[-`{-~]/.test(next)) {
    return undefined;
  }
  marks.add({ form: 'text', text: next });
  return at + 2;
}

function code({ text, index, marks }: Scan, at: number): number {
  const ticks = runLength(text, at);
  const end = index.codeEnd(at, ticks);
  if (end === undefined) {
    marks.add({ form: 'text', text: text.slice(at, at + ticks) });
    return at + ticks;
  }
  const content = text.slice(at + ticks, end);
  const padded = /^ (`.*|.*`) $/s.exec(content)?.[1];
  marks.add({ form: 'code', text: padded ?? content });
  return end + ticks;
}

// $`E = mc^2`$ is what Notion writes, $E = mc^2$ what its documentation shows.
function equation({ text, marks, nextTicked, nextDollar }: Scan, at: number): number | undefined {
  const ticked = text[at + 1] === '`';
  const start = at + (ticked ? 2 : 1);
  const close = ticked ? nextTicked(start) : nextDollar(start);
  const length = (close?.index ?? start) - start;
  if (close === undefined || length < 1 || length + close[0].length > MAX_LABEL_CHARACTERS) {
    return undefined;
  }
  if (!ticked && (close[0] === '`' || /^\s|\s$/.test(text.slice(start, close.index)))) {
    return undefined;
  }
  marks.add({ form: 'equation', text: text.slice(start, close.index) });
  return close.index + close[0].length;
}

function link(scan: Scan, at: number, bracket: number): number | undefined {
  const cited = at === bracket ? citation(scan, at) : undefined;
  if (cited !== undefined) {
    if (!cited.isOfItself) {
      scan.marks.add({ form: 'text', text: 'source', link: cited.url });
    }
    return cited.end;
  }
  const found = scan.level > MAX_LABEL_DEPTH ? undefined : scan.index.link(bracket);
  if (found === undefined) {
    return undefined;
  }
  const url = found.url.replace(/\\([!-/:-@[-`{-~])/g, '$1');
  const label = parseInline(found.label, scan.source, scan.level + 1);
  for (const run of label.length === 0 ? [{ form: 'text', text: url } as const] : label) {
    scan.marks.add({ ...run, link: url });
  }
  return found.end;
}

const CITATION = /\[\^https?:\/\//y;
const NOTION_HOST = /^https?:\/\/(?:[\w-]+\.)*notion\.(?:so|com|site)\//i;

interface Citation {
  /** In Notion the page, without the block in it: a mark is to be short. */
  readonly url: string;
  /** Whether it leads back to the page that it stands in, as each line of meeting notes does. */
  readonly isOfItself: boolean;
  readonly end: number;
}

// `[^https://…]`
function citation({ text, source, nextUrlEnd }: Scan, at: number): Citation | undefined {
  CITATION.lastIndex = at;
  const begins = CITATION.exec(text)?.[0];
  const from = at + (begins?.length ?? 0);
  const end = begins === undefined ? undefined : nextUrlEnd(from);
  if (end?.[0] !== ']' || end.index === from || end.index >= at + MAX_LABEL_CHARACTERS) {
    return undefined;
  }
  const url = text.slice(at + '[^'.length, end.index);
  const id = NOTION_HOST.test(url) ? idFromUrl(url) : undefined;
  return {
    url: id === undefined ? url : pageUrl(id),
    isOfItself: id !== undefined && id === source.page,
    end: end.index + 1,
  };
}

function tag(scan: Scan, at: number): number | undefined {
  // Only in our own dialect: Notion writes none.
  if (scan.text.startsWith(SEPARATOR, at)) {
    return at + SEPARATOR.length;
  }
  BRACKETED_ADDRESS.lastIndex = at;
  const address = scan.source.isOurs === true ? BRACKETED_ADDRESS.exec(scan.text) : null;
  if (address?.[1] !== undefined) {
    scan.marks.add({ form: 'text', text: address[1], link: address[1] });
    return at + address[0].length;
  }
  const found = readTag(scan.text, at);
  if (found === undefined) {
    return undefined;
  }
  if (found.name === 'br') {
    scan.marks.add({ form: 'text', text: '\n' });
  } else if (found.name === 'unknown') {
    scan.marks.add({
      form: 'marker',
      text: `[${escapeText(attribute(found, 'alt'), 'label') || 'content'} not shown]`,
    });
  } else if (isMention(found.name)) {
    return mention(scan, found);
  } else if (!scan.isLeftOut(found)) {
    return undefined;
  }
  return found.end;
}

function mention(scan: Scan, found: Tag): number {
  if (found.form === 'close') {
    return found.end;
  }
  const next = found.form === 'open' ? scan.nextClose(found.end) : undefined;
  const end = (next?.index ?? 0) + (next?.[0].length ?? 0);
  const isNear = next !== undefined && end <= found.end + MAX_LABEL_CHARACTERS;
  const closed = isNear && next[1]?.replaceAll('_', '-').toLowerCase() === found.name;
  const label = closed ? scan.text.slice(found.end, next.index) : '';
  const text = scan.level > MAX_LABEL_DEPTH ? label : plainOf(label, scan.source, scan.level + 1);
  scan.marks.add(mentionRun(found, text, scan.source.names));
  return closed ? end : found.end;
}
