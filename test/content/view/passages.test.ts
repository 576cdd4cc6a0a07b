import { describe, expect, it } from '@jest/globals';
import { documentFromMarkdown } from '../../../src/content/markdown/from-markdown.js';
import { noNames } from '../../../src/content/names.js';
import { findPassages } from '../../../src/content/view/passages.js';

const document = documentFromMarkdown(
  [
    '# Deploy',
    'Open the console.',
    'Press the **roll**back button.',
    'Wait for Zoë to confirm.',
    'Nothing here.',
    'Far away.',
    '## Database',
    'Take a snapshot.',
    '- Stop',
    '\t- Restore the snapshot',
    '\t- Photo album',
    '# Other',
    'A deploy of the snapshot to staging.',
  ].join('\n'),
  noNames,
);

describe('findPassages', () => {
  it('shows a block with its neighbours and headings, whatever its markup, case and accents', () => {
    expect(findPassages(document, 'ROLLBACK')).toEqual([
      {
        section: 'Deploy',
        text: 'Open the console.\n\nPress the **roll**back button.\n\nWait for Zoë to confirm.',
        words: 1,
      },
    ]);
    expect(findPassages(document, 'zoe')[0]?.text).toContain('Zoë');
  });

  it('counts words of the headings above, prefers words of the text itself', () => {
    const found = findPassages(document, 'deploy snapshot');
    expect(found.map(({ section, words }) => [section, words])).toEqual([
      ['Other', 2],
      ['Deploy > Database', 2],
    ]);
  });

  it('joins neighbours and takes nested items out of their list', () => {
    expect(findPassages(document, 'restore')[0]?.text).toBe(
      '- Stop\n  - Restore the snapshot\n  - Photo album',
    );
    expect(findPassages(document, 'album')[0]?.text).toBe('- Restore the snapshot\n- Photo album');
    expect(findPassages(document, 'snapshot')[0]?.text.match(/snapshot/g)).toHaveLength(2);
  });

  it('is content with half of the words when no passage has all', () => {
    expect(findPassages(document, 'console rocket')).toHaveLength(1);
    expect(findPassages(document, 'console rocket moon')).toEqual([]);
  });

  it('takes a phrase in quotation marks as one word', () => {
    expect(findPassages(document, '"the console"')).toHaveLength(1);
    expect(findPassages(document, '"console the"')).toEqual([]);
    expect(findPassages(document, '“the console, press”')).toEqual([]);
    expect(findPassages(document, '«Open, the console»')).toHaveLength(1);
  });

  it('finds short words only at the beginning of a word', () => {
    expect(findPassages(document, 'to').map(({ text }) => text)).not.toContainEqual(
      expect.stringMatching(/^[^]*Photo album$/),
    );
  });

  it.each(['', '  ', '?!', '""'])('finds nothing for %j', (query) => {
    expect(findPassages(document, query)).toEqual([]);
  });

  it('shows only the matching rows of a long table', () => {
    const rows = Array.from({ length: 200 }, (_, at) => `| row ${at} | ${at === 120 ? 'needle' : 'hay'} |`);
    const table = documentFromMarkdown(['| a | b |', '| --- | --- |', ...rows].join('\n'), noNames);
    expect(findPassages(table, 'needle')[0]?.text).toBe(
      [
        '| a | b |',
        '| --- | --- |',
        '| … | … |',
        '| row 119 | hay |',
        '| row 120 | needle |',
        '| row 121 | hay |',
        '| … | … |',
      ].join('\n'),
    );
  });
});
