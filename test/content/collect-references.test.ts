import { describe, expect, it } from '@jest/globals';
import {
  referencesInBlocks,
  referencesInRichText,
  renderWithNames,
  type References,
} from '../../src/content/collect-references.js';
import { documentFromMarkdown } from '../../src/content/markdown/from-markdown.js';
import { printBlocks } from '../../src/content/print/print.js';
import { block, mention, text } from './blocks/block-objects.js';

const one = '1f2e3d4c-5b6a-4978-8a6b-5c4d3e2f1a0b';
const two = '2f2e3d4c-5b6a-4978-8a6b-5c4d3e2f1a0b';
const url = (id: string): string => `https://app.notion.com/p/${id.replaceAll('-', '')}`;

describe('references', () => {
  it('are the mentions without a name, each once, in order', () => {
    const items = [
      mention('user', { id: two }, '@Anonymous'),
      mention('user', { id: one }, ''),
      mention('user', { id: two }, ''),
      mention('user', { id: 'known', name: 'Ada Sample' }, '@Ada Sample'),
      mention('page', { id: one }, 'Untitled'),
      mention('page', { id: two }, 'Titled'),
      text('x'),
    ];
    expect(referencesInRichText(items)).toEqual({ titles: [one], users: [two, one] });
  });

  it('are found in blocks at any depth, captions and links included', () => {
    const tree = [
      block('bulleted_list_item', 'a', [
        block('link_to_page', { type: 'page_id', page_id: one }),
        block('image', { caption: [mention('user', { id: two }, '')] }),
      ]),
      block('table', {}, [block('table_row', { cells: [[mention('database', { id: two }, '')]] })]),
    ];
    expect(referencesInBlocks(tree)).toEqual({ titles: [one, two], users: [two] });
  });

  it('are found in markdown, but not in code and not where a name stands', async () => {
    const markdown = [
      `<mention-user url="user://${one}"/> <mention-user url="user://${two}">Bo</mention-user>`,
      `- \`<mention-user url="user://${two}"/>\``,
      `\t- <mention-page url="${url(two)}"/>`,
      '```',
      `<mention-page url="${url(one)}"/>`,
      '```',
      `<page url="${url(one)}">Child</page>`,
    ].join('\n');
    const found: References[] = [];
    const document = await renderWithNames(
      (names) => documentFromMarkdown(markdown, names),
      (references) => {
        found.push(references);
        return Promise.resolve({ title: () => 'Tides', user: () => 'Ada Sample' });
      },
    );
    expect(found).toEqual([{ titles: [two], users: [one] }]);
    expect(printBlocks(document)).toMatch(/^@Ada Sample @Bo/);
  });

  it('are not looked up where there are none', async () => {
    const lookUp = (): Promise<never> => Promise.reject(new Error('nothing is to be looked up'));
    expect(await renderWithNames(() => 'text', lookUp)).toBe('text');
  });
});
