import { describe, expect, it } from '@jest/globals';
import { documentFromMarkdown } from '../../../src/content/markdown/from-markdown.js';
import { noNames } from '../../../src/content/names.js';
import { viewPage } from '../../../src/content/view/page-view.js';

const document = documentFromMarkdown(
  [
    'The lantern is lit.',
    '# Watch',
    'Ring the bell when the lantern goes out.',
    'Nothing.',
    'Nothing more.',
    '## Night',
    'Two watch the lantern.',
    'One sleeps.',
    'None rings.',
    'Polish the lantern.',
    '# Harbour',
    'The bell of the harbour.',
    '# Stores',
    'Oil for the lantern.',
  ].join('\n'),
  noNames,
);

const view = (find: string): [summary: string, note: string] => {
  const { summary, wordsNote = '' } = viewPage(document, { find, room: 10_000 });
  return [summary, wordsNote];
};

describe('find says of its words', () => {
  it.each<[string, string, [string, string]]>([
    [
      'where else they stand without each other',
      'lantern bell',
      [
        '1 passage with these words; that is all.',
        'Elsewhere: "lantern" in the beginning, "Watch > Night" (2 blocks) and 1 more; "bell" in "Harbour".',
      ],
    ],
    [
      'which are nowhere, where only some stand together',
      'bell kraken',
      ['2 passages with some of these words, best first; that is all.', 'Not in the page: "kraken".'],
    ],
    [
      'where each stands, where none stand together',
      'oil kraken siren',
      [
        'No passage of the page has these words together.',
        'Not in the page: "kraken", "siren". Elsewhere: "oil" in "Stores".',
      ],
    ],
    [
      'nothing, where all passages are shown',
      'bell',
      ['2 passages with these words, best first; that is all.', ''],
    ],
    ['that none is there', 'kraken siren', ['The page does not contain these words.', '']],
  ])('%s', (_name, find, expected) => {
    expect(view(find)).toEqual(expected);
  });

  it('nothing of a word that is everywhere, where all stand together', () => {
    const lines = Array.from({ length: 9 }, (_, at) => `# Day ${at}\nA rope of hemp.\nNothing.\nNothing.`);
    const page = documentFromMarkdown([...lines, '# End', 'A rope of steel.'].join('\n'), noNames);
    expect(viewPage(page, { find: 'rope steel', room: 9999 }).wordsNote).toBe('');
    expect(viewPage(page, { find: 'rope kraken', room: 9999 }).wordsNote).toBe('Not in the page: "kraken".');
    expect(viewPage(page, { find: 'hemp steel kraken', room: 9999 }).wordsNote).toBe(
      'Not in the page: "kraken". Elsewhere: "hemp" in "Day 0", "Day 1" and 7 more; "steel" in "End".',
    );
  });

  it('names sections as they can be asked for, where a heading occurs again', () => {
    const page = documentFromMarkdown(
      '# Notes\nbell\n# Notes\nlantern\n# Watch\nbell lantern\n# Notes\nhemp',
      noNames,
    );
    expect(viewPage(page, { find: 'bell lantern', room: 999 }).wordsNote).toBe(
      'Elsewhere: "bell" in "Notes (1)"; "lantern" in "Notes (2)".',
    );
    expect(viewPage(page, { section: 'Notes (2)', room: 999 }).text).toBe('# Notes\n\nlantern');
  });

  it('quotes headings, which are words of the page', () => {
    const page = documentFromMarkdown('# Pass "all" > now\nbell\n# B\nlantern\nbell lantern', noNames);
    expect(viewPage(page, { find: 'bell lantern', room: 999 }).wordsNote).toBe(
      `Elsewhere: "bell" in "Pass 'all' > now".`,
    );
  });
});
