import { expect, it } from '@jest/globals';
import type { PageObjectResponse } from '@notionhq/client';
import type { NotionSession } from '../../../src/notion/session.js';
import { cacheSummary } from '../../../src/workspace/names/titles.js';

/** The title under which a page is kept. */
function keptTitle(title: string): string {
  const kept: { readonly title: string }[] = [];
  const session = {
    setCached: (_kind: object, _id: string, card: { readonly title: string }) => void kept.push(card),
  } as unknown as NotionSession;
  const page = {
    object: 'page',
    id: '00000000-0000-4000-8000-000000000001',
    parent: { type: 'workspace', workspace: true },
    properties: { Name: { id: 'title', type: 'title', title: [{ type: 'text', plain_text: title }] } },
  } as unknown as PageObjectResponse;
  const { title: returned } = cacheSummary(session, page);
  expect(kept.map((card) => card.title)).toEqual([returned]);
  return returned;
}

it.each([
  ['Plan', 'Plan'],
  [' ', 'Untitled'],
  ['x'.repeat(2000), 'x'.repeat(2000)],
  ['x'.repeat(200_000), `${'x'.repeat(2000)}…`],
  [`${'x'.repeat(1999)}🚢 and more`, `${'x'.repeat(1999)}…`],
])('of a title no more is kept than people read', (title, kept) => {
  expect(keptTitle(title)).toBe(kept);
});
