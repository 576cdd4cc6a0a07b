import { parseReference } from '../reference.js';
import { OUTSIDE_TEXT } from './left-out.js';

/** A tag that names something of the workspace, up to its end where that is on the same line. */
const TAG = /<(mention(?:-[a-z-]{1,20})?|page|database)\b([^<>\n]*)>(?:((?:\\.|[^\\<>\n])*)<\/\1>)?/g;
const SYNCED = /^([\t ]*)<synced[_-]block[_-]reference\b([^<>\n]*)>/;
/** Addresses of the workspace anywhere else, such as in a link. */
const ADDRESS = /(?:https?|notion|collection|view):\/\/[^\s"'<>()[\]\\]{0,2000}/g;
const URL_ATTRIBUTE = /\b(?:url|data-source-url)="([^"\n]*)"/g;

/** The ids of everything that a text of the markdown endpoint shows or leads to. */
export function idsInMarkdown(markdown: string): string[] {
  const addresses = [...markdown.matchAll(ADDRESS)].map(([address]) => address);
  const attributes = [...markdown.matchAll(URL_ATTRIBUTE)].map(([, url]) => url ?? '');
  return [...new Set([...addresses, ...attributes].flatMap(idsOf))];
}

/** The text without what is not `allowed`: titles, addresses, and what synced copies show of other pages. */
export function keepMarkdown(markdown: string, allowed: (id: string) => boolean): string {
  const mayShow = (attributes: string): boolean => {
    const urls = [...attributes.matchAll(URL_ATTRIBUTE)].map(([, url]) => url ?? '');
    return urls.length > 0 && urls.flatMap(idsOf).every(allowed);
  };
  return withoutCopies(markdown, mayShow)
    .replaceAll(TAG, (tag: string, name: string, attributes: string) =>
      mayShow(attributes) || isNoObject(name, attributes) ? tag : OUTSIDE_TEXT,
    )
    .replaceAll(ADDRESS, (address) => (idsOf(address).every(allowed) ? address : 'about:blank'));
}

/** People and dates lie nowhere. */
function isNoObject(name: string, attributes: string): boolean {
  return name === 'mention-user' || name === 'mention-date' || attributes.includes('url="user://');
}

/**
 * What a copy shows is set in more deeply than its tags, and closing tags that stand in a code of it are as well: the
 * copy ends where a line is no deeper than its beginning. One that does not end takes the rest of the text along.
 */
function withoutCopies(markdown: string, mayShow: (attributes: string) => boolean): string {
  const kept: string[] = [];
  let indent: string | undefined;
  for (const line of markdown.split('\n')) {
    if (indent === undefined) {
      const [, before = '', attributes = ''] = SYNCED.exec(line) ?? [];
      if (SYNCED.test(line) && !mayShow(attributes)) {
        indent = before;
        kept.push(`${before}${OUTSIDE_TEXT}`);
      } else {
        kept.push(line);
      }
    } else if (line.startsWith(`${indent}</synced`)) {
      indent = undefined;
    }
  }
  return kept.join('\n');
}

/** The page, the peeked page and the block that an address names; none where it leads out of Notion. */
function idsOf(address: string): string[] {
  const reference = parseReference(address);
  return reference === undefined || reference.kind === 'user' ? [] : [reference.id];
}
