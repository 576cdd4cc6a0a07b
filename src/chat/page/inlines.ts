import type { Inline } from './answer-blocks.js';
import { linkTo } from './link-text.js';

/** Characters of a mark's content that are looked through for its end: keeps the cost of unclosed marks linear. */
const MAX_MARK_CHARACTERS = 1000;
const ADDRESS = /^https?:\/\/[^\s<>"'`|]{1,900}/;
/** A mark that is meant as text. */
const ESCAPED = /^\\[*_`[\]|#~<>!]$/;
const WORD = /[\p{L}\p{N}]/u;
/** What ends a sentence is no part of an address in it. */
const AFTER_ADDRESS = '.,;:!?)]}*_';

/** Reads the marks of one line: code, strong, emphasis and links. What is no mark stays as it was written. */
export function readInlines(line: string): readonly Inline[] {
  return readMarks(line, 'text');
}

/** `kind`: of what is no mark. What a mark encloses has none of its kind, so they are a few in one another at most. */
function readMarks(line: string, kind: 'text' | 'strong' | 'emphasis'): readonly Inline[] {
  const found: Inline[] = [];
  let plain = '';
  const takePlain = (): void => {
    if (plain !== '') {
      found.push({ kind, text: plain });
      plain = '';
    }
  };
  let at = 0;
  while (at < line.length) {
    const mark = markAt(line, at);
    if (mark !== undefined) {
      takePlain();
      found.push(...mark.inlines);
      at = mark.end;
    } else {
      const isEscaped = ESCAPED.test(line.slice(at, at + 2));
      plain += line.charAt(isEscaped ? at + 1 : at);
      at += isEscaped ? 2 : 1;
    }
  }
  takePlain();
  return found;
}

interface Mark {
  readonly inlines: readonly Inline[];
  readonly end: number;
}

function markAt(line: string, at: number): Mark | undefined {
  switch (line.charAt(at)) {
    case '`':
      return between(line, at, '`', 'code');
    case '*': {
      const [mark = ''] = /^\*{1,3}/.exec(line.slice(at, at + 3)) ?? [];
      return between(line, at, mark, mark === '*' ? 'emphasis' : 'strong');
    }
    case '_':
      return isWordBefore(line, at)
        ? undefined
        : line.startsWith('__', at)
          ? between(line, at, '__', 'strong')
          : between(line, at, '_', 'emphasis');
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
  const after = from + end + mark.length;
  // `2 * 3 * 4` is a sum, and `_private_name` a name.
  const isText =
    text === '' ||
    (kind !== 'code' && text !== text.trim()) ||
    (mark.startsWith('_') && WORD.test(line.charAt(after)));
  return isText
    ? undefined
    : { inlines: kind === 'code' ? [{ kind, text }] : readMarks(text, kind), end: after };
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
  return link && { inlines: [link], end: at + 1 + end + 1 };
}

function addressAt(line: string, at: number): Mark | undefined {
  let [address = ''] = ADDRESS.exec(line.slice(at, at + MAX_MARK_CHARACTERS)) ?? [];
  while (address !== '' && AFTER_ADDRESS.includes(address.charAt(address.length - 1))) {
    address = address.slice(0, -1);
  }
  const link = linkTo(address, address);
  return link && { inlines: [link], end: at + address.length };
}

function isWordBefore(line: string, at: number): boolean {
  return at > 0 && WORD.test(line.charAt(at - 1));
}
