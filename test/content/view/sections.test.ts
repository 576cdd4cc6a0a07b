import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { documentFromMarkdown } from '../../../src/content/markdown/from-markdown.js';
import { noNames } from '../../../src/content/names.js';
import { printBlocks } from '../../../src/content/print/print.js';
import { findSection } from '../../../src/content/view/find-section.js';
import type { DocumentBlock } from '../../../src/content/document.js';
import { titleText } from '../../../src/content/print/title-text.js';
import { escapeText } from '../../../src/content/rich-text/escape.js';
import { viewPage } from '../../../src/content/view/page-view.js';
import { SectionNames } from '../../../src/content/view/section-names.js';
import { outline, sectionsOf } from '../../../src/content/view/sections.js';
import { shownForm } from '../../../src/text/quote.js';

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
    ['# Setup > ## macOS > ### Shell', '### Shell\n\nzsh'],
    ['Setup → macOS → Shell', '### Shell\n\nzsh'],
    ['macOS / Shell', '### Shell\n\nzsh'],
    ['Linux distros:', '## Línux **distros**\n\nApt\n\n### Shell\n\nbash'],
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

  it('says whether several match or none', () => {
    const view = (section: string) => () => viewPage(document, { section, room: 5000 });
    expect(view('Shell')).toThrow('More than one heading matches.');
    expect(view('Setpu')).toThrow('No heading matches.');
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

function inPage(markdown: string, query: string, title?: string): string | readonly string[] {
  const found = findSection(documentFromMarkdown(markdown, noNames), query, title);
  return 'blocks' in found
    ? printBlocks(found.blocks)
    : 'candidates' in found
      ? found.candidates
      : 'the page';
}

describe('sections of one title', () => {
  const log = '## Risks\nIce\n## Plan\nSail\n## Risks\nFog\n# Old\n## Risks\nRats';

  it.each([
    ['Risks (1)', '## Risks\n\nIce'],
    ['risks (2)', '## Risks\n\nFog'],
    ['## Risks (3)', '## Risks\n\nRats'],
    ['Old > Risks', '## Risks\n\nRats'],
    ['Risks (2) (16)', '## Risks\n\nFog'],
    ['Plan (14)', '## Plan\n\nSail'],
    ['Plan > ', '## Plan\n\nSail'],
  ])('are read by number: %s', (query, expected) => {
    expect(inPage(log, query)).toBe(expected);
  });

  it('are named by number where more than one path has the title', () => {
    expect(inPage(log, 'Risks')).toEqual(['Risks (1)', 'Risks (2)', 'Old > Risks']);
    expect(outline(documentFromMarkdown(log, noNames)).map(({ name }) => name)).toEqual([
      'Risks (1)',
      'Plan',
      'Risks (2)',
      'Old',
      'Risks (3)',
    ]);
  });

  it('do not take the name of a heading that has a number of its own', () => {
    const both = '## Day\na\n## Day (2)\nb\n## Day\nc';
    expect(inPage(both, 'Day (2)')).toBe('## Day (2)\n\nb');
    expect(inPage(both, 'Day (3)')).toBe('## Day\n\nc');
  });

  it('are told apart when only what an error cuts off differs', () => {
    const long = 'How satisfied were you with the crossing as a whole, from the first wave to the ';
    const survey = `## ${long}harbour of departure\na\n## ${long}harbour of arrival\nb`;
    const candidates = inPage(survey, 'How satisfied');
    expect(candidates).toHaveLength(2);
    expect((candidates as string[]).map((name) => inPage(survey, name))).toEqual([
      expect.stringMatching(/\na$/),
      expect.stringMatching(/\nb$/),
    ]);
  });
});

describe('what callers write around a title', () => {
  const page = '## Day “one” – start\nWalk\n## Setup\nPack\n### Rope\nTie';

  it.each([
    [`Day "one" - start`, '## Day “one” – start\n\nWalk'],
    [`day 'one' — START`, '## Day “one” – start\n\nWalk'],
    ['1. Setup', '## Setup\n\nPack\n\n### Rope\n\nTie'],
    ['2.1 Setup', '## Setup\n\nPack\n\n### Rope\n\nTie'],
    ['- Setup (24)', '## Setup\n\nPack\n\n### Rope\n\nTie'],
    ['"Setup"', '## Setup\n\nPack\n\n### Rope\n\nTie'],
    ['Trip plan > Setup', '## Setup\n\nPack\n\n### Rope\n\nTie'],
    ['trip PLAN > Setup > Rope', '### Rope\n\nTie'],
    ['Trip plan › Rope', '### Rope\n\nTie'],
    ['Trip plan', 'the page'],
    ['# Trip plan', 'the page'],
  ])('%s', (query, expected) => {
    expect(inPage(page, query, 'Trip plan')).toBe(expected);
  });

  it('is no path from a title that the page does not have', () => {
    expect(inPage(page, 'Other plan > Setup', 'Trip plan')).toEqual(expect.arrayContaining(['Setup']));
  });
});

describe('whatever is printed as a section', () => {
  const words = fc.constantFrom(
    'Notes',
    'notes',
    'Notes (2)',
    'Plan',
    'Plan > Notes',
    'Día “uno”',
    '1. Plan',
    'C#',
    '*star*',
    'a | b',
    'What is the one thing that you would change about the crossing if you could, and why? Part one',
    'What is the one thing that you would change about the crossing if you could, and why? Part two',
  );
  const heading = fc.record({ level: fc.integer({ min: 1, max: 3 }), title: words });

  it('is accepted back where it reads like the path of another section', () => {
    const document = documentFromMarkdown(
      ['# Plan', '## Notes (2)', 'one', '# Plan > Notes', 'two', '# Plan > Notes', 'three'].join('\n'),
      noNames,
    );
    const found = findSection(document, 'Plan > Notes (2)', 'Log');
    expect('blocks' in found && printBlocks(found.blocks)).toContain('three');
  });

  it('is accepted back and means the same', () => {
    fc.assert(
      fc.property(fc.array(heading, { minLength: 1, maxLength: 9 }), (headings) => {
        const document = headings.flatMap(({ level, title }, at): DocumentBlock[] => [
          { kind: 'heading', level: level as 1 | 2 | 3, text: escapeText(title), children: [] },
          { kind: 'paragraph', text: `text ${at}`, children: [] },
        ]);
        const sections = sectionsOf(document);
        const names = new SectionNames(sections);
        for (const { heading: wanted, blocks } of sections) {
          const printed = [
            titleText(names.of(wanted)),
            titleText(names.withPath(wanted)),
            shownForm(names.withPath(wanted)),
          ];
          for (const query of printed) {
            const found = findSection(document, query, 'Log');
            expect(['blocks' in found && found.blocks, query]).toEqual([blocks, query]);
          }
        }
      }),
    );
  });
});
