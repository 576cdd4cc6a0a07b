// What a stranger may write into a page that is shared with the connection: texts that a careless parser takes minutes for.

import { repeat } from './notion-objects.js';

/** Markdown as Notion's endpoint would send it, by name. The longest is what Notion answers in one piece. */
const markdown = {
  'thematic break': `---${repeat(' ', 100_000)}x`,
  'bold words': repeat('**w** ', 400_000),
  'backslash line breaks': repeat('a\\\n', 400_000),
  'open brackets': repeat('[', 200_000),
  'nested links': repeat('[a](', 200_000),
  'open tags': repeat('<span color="', 300_000),
  'closing tags': repeat('</span>', 300_000),
  'mentions that never end': repeat('<mention-page url="', 300_000),
  asterisks: repeat('*', 200_000),
  'asterisks and words': repeat('*a_', 300_000),
  backticks: Array.from({ length: 600 }, (_, index) => '`'.repeat(index + 1)).join('a'),
  'deep quotes': repeat('> ', 100_000),
  'deep lists': Array.from({ length: 1200 }, (_, index) => `${'\t'.repeat(index)}- a`).join('\n'),
  'one table row': `|${repeat(' a |', 300_000)}`,
  'open tables': repeat('<table>\n<tr>\n<td>', 300_000),
  'equations that never end': repeat('$`', 200_000),
  entities: repeat('&amp', 300_000),
  'combining marks': `a${repeat('\u0301', 150_000)}`,
  'line separators': repeat('a\u2028', 300_000),
  'fence boundaries': repeat('>>>\nb0b0b0b0>>>\n<<<', 300_000),
  'invisible tags': repeat(String.fromCodePoint(0xe0041), 200_000),
  'broken surrogates': repeat('\ud83d', 200_000),
  'escaped everything': repeat('\\*', 300_000),
  'numbered lists': repeat('1. ', 200_000),
  'spaces at the ends of lines': repeat(`a${' '.repeat(200)}\n`, 300_000),
  'colons of emoji': repeat(':a', 300_000),
  'addresses that never end': repeat('https://a', 300_000),
};

/** Titles of pages that every search finds. */
const titles = {
  'combining marks': `Plan ${repeat('\u0301', 100_000)}`,
  'alternating marks': `Plan ${repeat('\u0323\u0301', 100_000)}`,
  'one long word': `Plan ${repeat('a', 100_000)}`,
  'brackets and backslashes': `Plan ${repeat('\\[', 100_000)}`,
};

function idOf(kind: number, index: number): string {
  return `00000000-0000-4000-${kind}000-${String(index).padStart(12, '0')}`;
}

export interface HostilePage {
  readonly id: string;
  /** Of the attack. */
  readonly name: string;
  readonly title: string;
  readonly text: string;
}

export const hostilePages: readonly HostilePage[] = [
  ...Object.entries(markdown).map(([name, text], index) => ({ id: idOf(8, index), name, title: name, text })),
  ...Object.entries(titles).map(([name, title], index) => ({
    id: idOf(9, index),
    name: `a title of ${name}`,
    title,
    text: 'Nothing.',
  })),
];
