import type { IndexDocument, IndexPassage } from '../../../src/search-index/document/document.js';
import { parseQuery } from '../../../src/search-index/query/parse-query.js';
import type { Findings, FindOptions, SearchIndex } from '../../../src/search-index/search-index.js';

/** The time of all questions. */
export const NOW = new Date('2026-11-30T12:00:00.000Z');

/** The dashed id of a number. */
export function idOf(number: number): string {
  return `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
}

/** A passage of text. */
export function passage(text: string, rest: Partial<IndexPassage> = {}): IndexPassage {
  return { part: 'text', headings: [], ...rest, text };
}

/** A page with one passage, unless said otherwise. */
export function documentOf(
  number: number,
  title: string,
  text: string | readonly IndexPassage[],
  rest: Partial<IndexDocument> = {},
): IndexDocument {
  return {
    id: idOf(number),
    kind: 'page',
    title,
    url: `https://www.notion.so/${idOf(number).replaceAll('-', '')}`,
    editedAt: '2026-06-01T00:00:00.000Z',
    createdAt: '2026-01-01T00:00:00.000Z',
    people: [],
    isArchived: false,
    passages: typeof text === 'string' ? [passage(text)] : text,
    ...rest,
  };
}

/** Asks as a person does. */
export function ask(
  index: SearchIndex,
  query: string,
  options: Partial<FindOptions> = {},
): Promise<Findings> {
  return index.find(parseQuery(query), { limit: 10, now: NOW, ...options });
}

/** Titles of the hits, best first. */
export async function titlesFor(
  index: SearchIndex,
  query: string,
  options: Partial<FindOptions> = {},
): Promise<readonly string[]> {
  return (await ask(index, query, options)).hits.map(({ document }) => document.title);
}
