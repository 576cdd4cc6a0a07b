import type { Inline } from './answer-blocks.js';
import { linkTo } from './link-text.js';

/** Characters of a mark's content that are looked through for its end: keeps the cost of unclosed marks linear. */
const MAX_MARK_CHARACTERS = 1000;
const ADDRESS = /^https?:\/\/[^\s<>"'`|]{1,900}/;
/** What ends a sentence is no part of an address in it. */
const AFTER_ADDRESS = '.,;:!?)]}*_';

/** Reads the marks of one line: code, strong, emphasis and links. What is no mark stays as it was written. */
export function readInlines(line: string): readonly Inline[] {
  const found: Inline[] = [];
  let plain = '';
  const take = (inline: Inline): void => {
    if (plain !== '') {
      found.push({ kind: 'text', text: plain });
      plain = '';
    }
    found.push(inline);
  };
  let at = 0;
  while (at < line.length) {
    const mark = markAt(line, at);
    if (mark === undefined) {
      plain += line.charAt(at);
      at += 1;
    } else {
      take(mark.inline);
      at = mark.end;
    }
  }
  if (plain !== '') {
    found.push({ kind: 'text', text: plain });
  }
  return found;
}

interface Mark {
  readonly inline: Inline;
  readonly end: number;
}

function markAt(line: string, at: number): Mark | undefined {
  switch (line.charAt(at)) {
    case '`':
      return between(line, at, '`', 'code');
    case '*':
      return line.startsWith('**', at)
        ? between(line, at, '**', 'strong')
        : between(line, at, '*', 'emphasis');
    case '_':
      return isWordBefore(line, at) ? undefined : between(line, at, '_', 'emphasis');
    case '!':
      return line.charAt(at + 1) === '[' ? linkAt(line, at + 1, 'Image') : undefined;
    case '[':
      return linkAt(line, at, undefined);
    case 'h':
      return isWordBefore(line, at) ? undefined : addressAt(line, at);
    default:
      return undefined;
  }
}

function between(
  line: string,
  at: number,
  mark: string,
  kind: 'strong' | 'emphasis' | 'code',
): Mark | undefined {
  const from = at + mark.length;
  const end = line.slice(from, from + MAX_MARK_CHARACTERS).indexOf(mark);
  const text = end < 0 ? '' : line.slice(from, from + end);
  // `2 * 3 * 4` is a sum.
  const isText = text === '' || (kind !== 'code' && text !== text.trim());
  return isText ? undefined : { inline: { kind, text }, end: from + end + mark.length };
}

/** `[text](address)`. An image becomes a link to it: no page loads what an answer names. */
function linkAt(line: string, at: number, prefix: string | undefined): Mark | undefined {
  const rest = line.slice(at + 1, at + 1 + MAX_MARK_CHARACTERS);
  const close = rest.indexOf('](');
  if (close < 0) {
    return undefined;
  }
  const [href] = ADDRESS.exec(rest.slice(close + 2)) ?? [];
  const end = rest.indexOf(')', close);
  if (href === undefined || end < 0) {
    return undefined;
  }
  const address =
    rest
      .slice(close + 2, end)
      .trim()
      .split(/\s/u, 1)[0] ?? '';
  const text = rest.slice(0, close).trim();
  const link = linkTo(address, prefix === undefined ? text : `${prefix}: ${text}`);
  return link && { inline: link, end: at + 1 + end + 1 };
}

function addressAt(line: string, at: number): Mark | undefined {
  let [address = ''] = ADDRESS.exec(line.slice(at, at + MAX_MARK_CHARACTERS)) ?? [];
  while (address !== '' && AFTER_ADDRESS.includes(address.charAt(address.length - 1))) {
    address = address.slice(0, -1);
  }
  const link = linkTo(address, address);
  return link && { inline: link, end: at + address.length };
}

function isWordBefore(line: string, at: number): boolean {
  return at > 0 && /[\p{L}\p{N}]/u.test(line.charAt(at - 1));
}
