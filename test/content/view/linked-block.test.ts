import { describe, expect, it } from '@jest/globals';
import { documentFromMarkdown } from '../../../src/content/markdown/from-markdown.js';
import type { DocumentBlock } from '../../../src/content/document.js';
import { noNames } from '../../../src/content/names.js';
import { placeOfBlock } from '../../../src/content/view/linked-block.js';
import { viewPage } from '../../../src/content/view/page-view.js';

const ID = '5d0c3b1a-0000-4000-8000-000000000001';
const document = documentFromMarkdown(
  ['Intro', '## Crew', '1. Ada', '2. Bo', '\t- Cook', '- [ ] Sign', 'Intro', '```', 'code', '```'].join('\n'),
  noNames,
);
const alone = (markdown: string): DocumentBlock[] => documentFromMarkdown(markdown, noNames);

function from(blocks: readonly DocumentBlock[]): { summary: string; text: string } {
  return viewPage(document, { block: { id: ID, blocks }, room: 1000 });
}

describe('a linked block', () => {
  it.each([
    ['a heading', '## Crew', /^## Crew\n/],
    ['a numbered item, whose number depends on the list', '1. Bo', /^2\. Bo\n {3}- Cook/],
    ['a nested item', '- Cook', /^(?:2\. …\n {3})?- Cook\n|^ {3}- Cook/],
    ['a task', '- [ ] Sign', /^- \[ \] Sign/],
    ['code', '```\ncode\n```', /^```\ncode\n```$/],
  ])('is where the page begins: %s', (_name, markdown, expected) => {
    const { summary, text } = from(alone(markdown));
    expect(summary).toMatch(/^The page from the linked block to the end\./);
    expect(text).toMatch(expected);
  });

  it('is found by its id where the page has ids', () => {
    const twice: DocumentBlock[] = [
      { kind: 'paragraph', text: 'Same', children: [] },
      { kind: 'paragraph', id: ID, text: 'Same', children: [] },
    ];
    expect(placeOfBlock(twice, { id: ID, blocks: twice.slice(0, 1) })).toEqual({
      position: { block: 1, offset: 0 },
      alike: 1,
    });
  });

  it('says when several blocks read the same', () => {
    expect(from(alone('Intro')).summary).toMatch(
      /^The page from the first of 2 blocks that read like the linked one to the end\./,
    );
  });

  it.each([
    ['a block that could not be read', [], 'could not be read'],
    ['another text', alone('Elsewhere'), 'has no text of its own here'],
  ])('leaves the page whole for %s', (_name, blocks, why) => {
    expect(from(blocks).summary).toBe(`The linked block ${why}. The whole page.`);
    expect(from(blocks).text).toMatch(/^Intro/);
  });

  it('goes on with a cursor', () => {
    const first = viewPage(document, { block: { id: ID, blocks: alone('## Crew') }, room: 12 });
    expect(first.summary).toMatch(/on; there is more\./);
    expect(viewPage(document, { from: first.next, room: 1000 }).text).toContain('Bo');
  });
});
