import { describe, expect, it } from '@jest/globals';
import { documentFromMarkdown } from '../../../src/content/markdown/from-markdown.js';
import { noNames } from '../../../src/content/names.js';
import { printBlocks } from '../../../src/content/print/print.js';
import { findSection } from '../../../src/content/view/find-section.js';
import { outline } from '../../../src/content/view/sections.js';

const document = documentFromMarkdown(
  [
    'Before',
    '# Setup',
    'Intro',
    '## macOS {toggle="true"}',
    '\tBrew',
    '\t### Shell',
    '\tzsh',
    'Still macOS',
    '## Línux **distros**',
    'Apt',
    '### Shell',
    'bash',
    '# Use',
    '<columns>',
    '\t<column>',
    '\t\t## Notes',
    '\t\tfirst',
    '\t</column>',
    '\t<column>',
    '\t\t## Notes',
    '\t\tsecond',
    '\t</column>',
    '</columns>',
    '## A > B',
    'odd',
  ].join('\n'),
  noNames,
);

function read(query: string): string | readonly string[] {
  const found = findSection(document, query, 'Manual');
  return 'blocks' in found
    ? printBlocks(found.blocks)
    : 'candidates' in found
      ? found.candidates
      : 'the page';
}

describe('outline', () => {
  it('lists every heading with its path and size', () => {
    expect(
      outline(document).map(({ path, level, characters }) => [path.join(' > '), level, characters]),
    ).toEqual([
      ['Setup', 1, 103],
      ['Setup > macOS', 2, 43],
      ['Setup > macOS > Shell', 3, 14],
      ['Setup > Línux distros', 2, 42],
      ['Setup > Línux distros > Shell', 3, 15],
      ['Use', 1, 55],
      ['Use > Notes', 2, 15],
      ['Use > Notes', 2, 16],
      ['Use > A > B', 2, 13],
    ]);
  });

  it('of a page without headings is empty', () => {
    expect(outline(documentFromMarkdown('a\n- b', noNames))).toEqual([]);
  });
});

describe('findSection', () => {
  it.each([
    ['macOS', '## macOS\n\nBrew\n\n### Shell\n\nzsh\n\nStill macOS'],
    ['## macOS', '## macOS\n\nBrew\n\n### Shell\n\nzsh\n\nStill macOS'],
    ['MACOS', '## macOS\n\nBrew\n\n### Shell\n\nzsh\n\nStill macOS'],
    ['linux DISTROS', '## Línux **distros**\n\nApt\n\n### Shell\n\nbash'],
    ['lin', '## Línux **distros**\n\nApt\n\n### Shell\n\nbash'],
    ['distro', '## Línux **distros**\n\nApt\n\n### Shell\n\nbash'],
    ['Línux **distros**', '## Línux **distros**\n\nApt\n\n### Shell\n\nbash'],
    ['Línux dis…', '## Línux **distros**\n\nApt\n\n### Shell\n\nbash'],
    ['macOS > Shell', '### Shell\n\nzsh'],
    ['Setup › Shell › x', ['Setup > macOS > Shell', 'Setup > Línux distros > Shell']],
    ['Setup > Linux distros > shell', '### Shell\n\nbash'],
    ['A > B', '## A > B\n\nodd'],
    ['Notes', '## Notes\n\nfirst\n\n## Notes\n\nsecond'],
  ])('%s', (query, expected) => {
    if (typeof expected === 'string') {
      expect(read(query)).toBe(expected);
    } else {
      expect(read(query)).toEqual(expect.arrayContaining(expected));
    }
  });

  it('asks which one when several match', () => {
    expect(read('Shell')).toEqual(['Setup > macOS > Shell', 'Setup > Línux distros > Shell']);
  });

  it('names the nearest headings when none matches', () => {
    expect(read('Setpu')).toEqual(expect.arrayContaining(['Setup']));
    expect((read('Setpu') as string[])[0]).toBe('Setup');
  });

  it('ends a section at the next heading of its level', () => {
    expect(read('Setup')).not.toContain('# Use');
    expect(read('Setup')).toContain('bash');
  });
});
