import type { Span, Style } from '../model/rich-text.js';

/** What builders accept as text: a string with light markup, or runs given exactly. */
export type TextInput = string | readonly (string | Span)[];

/** In order of trial: code, link, bold, italic, strikethrough, equation. */
const markup =
  /`(?<code>[^`]+)`|\[(?<label>[^[\]]+)\]\((?<url>[^)\s]+)\)|\*\*(?<bold>[^*]+)\*\*|\*(?<italic>[^*]+)\*|~~(?<strike>[^~]+)~~|\$(?<equation>[^$]+)\$/gu;

function textSpan(content: string, style?: Style, link?: string): Span {
  return { kind: 'text', content, ...(link !== undefined && { link }), ...(style && { style }) };
}

function marked(groups: Readonly<Record<string, string | undefined>>): Span {
  if (groups['code'] !== undefined) {
    return textSpan(groups['code'], { code: true });
  }
  if (groups['label'] !== undefined) {
    return textSpan(groups['label'], undefined, groups['url']);
  }
  if (groups['bold'] !== undefined) {
    return textSpan(groups['bold'], { bold: true });
  }
  if (groups['italic'] !== undefined) {
    return textSpan(groups['italic'], { italic: true });
  }
  if (groups['strike'] !== undefined) {
    return textSpan(groups['strike'], { strikethrough: true });
  }
  return { kind: 'equation', expression: groups['equation'] ?? '' };
}

function parse(text: string): Span[] {
  const spans: Span[] = [];
  let end = 0;
  for (const match of text.matchAll(markup)) {
    if (match.index > end) {
      spans.push(textSpan(text.slice(end, match.index)));
    }
    spans.push(marked(match.groups ?? {}));
    end = match.index + match[0].length;
  }
  if (end < text.length) {
    spans.push(textSpan(text.slice(end)));
  }
  return spans;
}

/**
 * Rich text from strings with light markup (`**bold**`, `*italic*`, `~~struck~~`, backticks, `[label](url)`, `$x$`) and
 * exact runs between them.
 */
export function rich(input: TextInput): Span[] {
  return typeof input === 'string'
    ? parse(input)
    : input.flatMap((part) => (typeof part === 'string' ? parse(part) : [part]));
}

/** A run whose characters mean nothing but themselves. */
export function literal(content: string, style?: Style): Span {
  return textSpan(content, style);
}

/** `@Person`. */
export function mentionUser(id: string): Span {
  return { kind: 'user', id };
}

/** A mention of a page, with its title looked up when it is read. */
export function mentionPage(id: string): Span {
  return { kind: 'page', id };
}

/** A mention of a database. */
export function mentionDatabase(id: string): Span {
  return { kind: 'database', id };
}

/** A mention of a date, a moment or a range. */
export function mentionDate(start: string, end?: string, timeZone?: string): Span {
  return { kind: 'date', date: { start, end, timeZone } };
}
