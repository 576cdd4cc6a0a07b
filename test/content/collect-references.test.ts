import { describe, expect, it } from '@jest/globals';
import { referencesInBlocks, referencesInRichText } from '../../src/content/collect-references.js';
import { block, mention, text } from './blocks/block-objects.js';

const one = '1f2e3d4c-5b6a-4978-8a6b-5c4d3e2f1a0b';
const two = '2f2e3d4c-5b6a-4978-8a6b-5c4d3e2f1a0b';

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
    expect(referencesInRichText(items)).toEqual({
      titles: [one],
      databases: [],
      dataSources: [],
      users: [two, one],
    });
  });

  it('are found in blocks at any depth, captions and links included', () => {
    const tree = [
      block('bulleted_list_item', 'a', [
        block('link_to_page', { type: 'page_id', page_id: one }),
        block('image', { caption: [mention('user', { id: two }, '')] }),
      ]),
      block('table', {}, [block('table_row', { cells: [[mention('database', { id: two }, '')]] })]),
    ];
    expect(referencesInBlocks(tree)).toEqual({
      titles: [one],
      databases: [two],
      dataSources: [],
      users: [two],
    });
  });
});
