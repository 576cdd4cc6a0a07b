import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { documentFromMarkdown } from '../../../src/content/markdown/from-markdown.js';
import { noNames, type Names } from '../../../src/content/names.js';
import { printBlocks } from '../../../src/content/print/print.js';

const hex = '1f2e3d4c5b6a49788a6b5c4d3e2f1a0b';
const page = '1f2e3d4c-5b6a-4978-8a6b-5c4d3e2f1a0b';
const address = `https://app.notion.com/p/${hex}`;
const names: Names = {
  title: (id) => (id === page ? 'Deploy guide' : undefined),
  user: (id) => (id === page ? 'Ada Sample' : undefined),
};

function print(markdown: string): string {
  return printBlocks(documentFromMarkdown(markdown, names));
}

describe('documentFromMarkdown, version 1', () => {
  it.each([
    ['paragraphs', 'a\nb\n<empty-block/>\nc', 'a\n\nb\n\nc'],
    ['colour', 'a {color="green_bg"}', 'a'],
    ['escaped braces', 'a \\{color="x"\\}', 'a {color="x"}'],
    ['toggle heading', '## Steps {toggle="true"}\n\tRun it.\nAfter', '## Steps\n\nRun it.\n\nAfter'],
    ['deep headings', '###### x', '#### x'],
    ['nested lists', '- a\n\t- b\n\t\t1. c\n\t\t1. d\n- e', '- a\n  - b\n    1. c\n    2. d\n- e'],
    ['numbers', '1. a\n1. b\n10. c\n11. d', '1. a\n2. b\n10. c\n11. d'],
    ['to-dos', '- [x] a\n- [ ] b {color="red"}', '- [x] a\n- [ ] b'],
    ['two quotes', '> a<br>b\n> c', '> a\n> b\n\n> c'],
    [
      'toggle',
      '<details color="red">\n<summary>More *x*</summary>\n\tin\n\t- y\n</details>',
      '- ▸ More *x*\n\n  in\n\n  - y',
    ],
    [
      'callout',
      '<callout icon="💡" color="yellow_bg">\n\tMind\n\t- a\n</callout>\nb',
      '> 💡 Mind\n>\n> - a\n\nb',
    ],
    ['callout in colons', '::: callout {icon="💡" color="gray"}\nMind\n:::\nb', '> 💡 Mind\n\nb'],
    ['callout with a picture', '<callout icon="https://e.org/i.png">\n\tMind\n</callout>', '> Mind'],
    ['callout with an attachment', '<callout icon="attachment:9f3c:buoy">\n\tMind\n</callout>', '> Mind'],
    [
      'callout with an emoji of the workspace',
      '<callout icon=":buoy:">\n\tMind\n</callout>',
      '> :buoy: Mind',
    ],
    ['code', '```javascript\nconst a = "*b*"\n\t<x>\n\n```', '```javascript\nconst a = "*b*"\n\t<x>\n\n```'],
    ['plain code', '```plain text\nx\n```', '```\nx\n```'],
    [
      'code at the margin inside a list',
      '- a\n\t```python\ndef f():\n  pass\n\t```\n\tafter',
      '- a\n\n  ```python\n  def f():\n    pass\n  ```\n\n  after',
    ],
    ['code that never ends', '```\nx\n- y', '```\nx\n- y\n```'],
    ['equation', '$$\ne=mc^2\n$$', '$$\ne=mc^2\n$$'],
    [
      'toggle with a title of several lines',
      '<details>\n<summary>`a\nb` c</summary>\n\tin\n</details>',
      '- ▸ `a b` c\n\n  in',
    ],
    ['divider', 'a\n---\nb', 'a\n\n---\n\nb'],
    [
      'table',
      '<table fit-page-width="true" header-row="true">\n<colgroup>\n<col width="9">\n</colgroup>\n<tr color="red">\n<td>a\\|b</td>\n<td>`</td>`</td>\n</tr>\n<tr>\n<td></td>\n<td>**x**<br>y</td>\n</tr>\n</table>',
      '| a\\|b | `</td>` |\n| --- | --- |\n|  | **x**<br>y |',
    ],
    [
      'a cell whose code begins with backticks, so that it has an odd number of them',
      '<table header-row="true">\n<tr>\n<td>````a`</td>\n<td>b</td>\n</tr>\n</table>',
      '| \\`\\`\\`\\`a\\` | b |\n| --- | --- |',
    ],
    [
      'table on one line',
      '<table header-row="true"><tr><td>a</td><td>b</td></tr></table>',
      '| a | b |\n| --- | --- |',
    ],
    [
      'columns',
      '<columns>\n\t<column>\n\t\ta\n\t</column>\n\t<column>\n\t\tb\n\t</column>\n</columns>\nc',
      'a\n\nb\n\nc',
    ],
    ['synced block', `<synced_block url="${address}">\n\ta\n</synced_block>`, 'a'],
    ['synced copy', `<synced_block_reference url="${address}">\n\ta\n</synced_block_reference>`, 'a'],
    ['image', '![Plan \\[1\\]](https://e.org/p_(1).png)', '![Plan \\[1\\]](https://e.org/p_(1).png)'],
    [
      'hosted image',
      '![Plan](https://prod-files-secure.s3.us-west-2.amazonaws.com/a/b/plan.png?X-Amz-Expires=300)',
      '[image plan.png: Plan (open with notion_read_file)]',
    ],
    [
      'file',
      '<file src="https://e.org/files/a.pdf">Caption</file>',
      '[file: Caption](https://e.org/files/a.pdf)',
    ],
    ['child page', `<page url="${address}" color="red">A *b*</page>`, `📄 [A b](${address})`],
    [
      'child database',
      `<database url="${address}" inline="false">Tasks</database>`,
      `🗃️ [Tasks](${address})`,
    ],
    ['table of contents', '<table_of_contents/>', '[table of contents]'],
    [
      'meeting notes',
      '<meeting-notes>\n\tSync\n\t<summary>\n\t\tGood\n\t</summary>\n\t<notes>\n\t\t- a\n\t</notes>\n</meeting-notes>',
      '🎙️ Meeting notes: Sync\n\n## Summary\n\nGood\n\n## Notes\n\n- a',
    ],
    [
      'meeting notes with a transcript and nothing noted',
      '<meeting-notes>\n\tSync\n\t<notes>\n\t\t<empty-block/>\n\t</notes>\n\t<transcript>\n\t\tLeft out: https://e.org\n\t</transcript>\n</meeting-notes>\nafter',
      '🎙️ Meeting notes: Sync\n\n[transcript omitted]\n\nafter',
    ],
    ['breadcrumb', `<unknown url="${address}#${hex}" alt="breadcrumb"/>`, '[breadcrumb]'],
    [
      'button',
      `<unknown url="${address}#${hex}" alt="button"/>`,
      `[button: not available through Notion's API; open ${address}#${hex}]`,
    ],
    [
      'bookmark',
      `<unknown url="${address}#${hex}" alt="bookmark"/>`,
      `[bookmark: not loaded; open ${address}#${hex}]`,
    ],
  ])('%s', (_, markdown, expected) => {
    expect(print(markdown)).toBe(expected);
  });

  it.each([
    ['**b** *i* ~~s~~ `c*`', '**b** *i* ~~s~~ `c*`'],
    ['***both*** and **a***b*', '***both*** and **a***b*'],
    ['**a*****b***', '**a*b***'],
    ['*a****b***', '*a**b***'],
    ['***a*****b**', '***a*b**'],
    ['***a****b*', '***a**b*'],
    ['**a****b**', '**ab**'],
    ['*a **b***', '*a **b***'],
    ['~~a~~~~b~~', '~~ab~~'],
    ['**text **next', '**text** next'],
    ['\\*not\\* \\`x\\` a\\~b \\<c\\>', '\\*not\\* \\`x\\` a\\~b \\<c>'],
    ['$`O(n)`$ and $x^2$', '$O(n)$ and $x^2$'],
    ['**open', '\\*\\*open'],
    ['2 * 3 * 4', '2 * 3 * 4'],
    ['[a **b**](https://e.org/x_(y))', '[a **b**](https://e.org/x_(y))'],
    ['so [^https://e.org/1] it is', 'so [source](https://e.org/1) it is'],
    ['<span underline="true">u</span> <span color="red">c</span>', 'u c'],
    [
      `<mention-user url="user://${page}"/> <mention-user url="user://x">Bo</mention-user>`,
      '@Ada Sample @Bo',
    ],
    [`<mention-page url="${address}"/>`, `[Deploy guide](${address})`],
    [
      `<mention-page url="https://www.notion.so/Old-${hex}">A \\[b\\]</mention-page>`,
      `[A \\[b\\]](${address})`,
    ],
    [
      `<mention-data-source url="collection://${page}">Tasks</mention-data-source>`,
      `[Tasks](collection://${page})`,
    ],
    ['<mention-date start="2026-10-01"/>', '2026-10-01'],
    [
      '<mention-date start="2026-10-01" startTime="09:30" end="2026-10-02" endTime="10:00" timeZone="Europe/Berlin"/>',
      '2026-10-01 09:30 (Europe/Berlin) → 2026-10-02 10:00 (Europe/Berlin)',
    ],
    [':ship_it: a <br> b', ':ship_it: a\nb'],
    ['a <b> c', 'a \\<b> c'],
    ['<hologram size="3">shown</hologram>', '[hologram]\n\nshown'],
    ['see <hologram size="3">this</hologram> now', 'see this now'],
  ])('reads the line %s', (markdown, expected) => {
    expect(print(markdown)).toBe(expected);
  });

  it('leaves citations of the page itself out, and shortens those of other pages', () => {
    const other = `https://app.notion.com/p/${'9'.repeat(32)}`;
    const cited = (text: string): string => printBlocks(documentFromMarkdown(text, noNames, [], { page }));
    const own = `[^${address}#${hex}]`;
    expect(cited(`- [ ] Ship it ${own} ${own}`)).toBe('- [ ] Ship it');
    expect(cited(`It ${own} sank ${own}, then **rose** ${own}.`)).toBe('It sank, then **rose**.');
    expect(cited(`So [^${other}#${hex}] it is`)).toBe(`So [source](${other}) it is`);
    expect(cited(`[^https://notion.so.example.org/${hex}]`)).toContain(hex);
  });

  it('shows a transcript that was asked for as a section', () => {
    const markdown = '<meeting-notes>\n\t<transcript>\n\t\tHello.\n\t</transcript>\n</meeting-notes>';
    expect(documentFromMarkdown(markdown, noNames, [], { transcripts: true })).toMatchObject([
      { kind: 'meeting notes', children: [{ kind: 'heading', text: 'Transcript' }] },
    ]);
  });

  it.each([
    ['columns', '<columns><column>One</column><column>Two</column></columns>', 'One\n\nTwo'],
    [
      'nested columns',
      'Top <columns><column>\n\t- a <columns><column>b</column><column>c</column></columns>\n</column></columns> end',
      'Top\n\n- a\n\nb\n\nc\n\nend',
    ],
    [
      'a toggle in a column',
      '<column><details><summary>More</summary>In *it*</details>Out</column>',
      '- ▸ More\n\n  In *it*\n\nOut',
    ],
    [
      'tabs',
      '<tabs><tab title="Mac">x</tab><tab title="Linux">y <callout icon="💡">z</callout></tab></tabs>',
      '- ▸ Tab: Mac\n\n  x\n\n- ▸ Tab: Linux\n\n  y\n\n  > 💡 z',
    ],
    [
      'a table in a column',
      '<column>a<table header-row="true"><tr><th>h</th></tr><tr><td>*c*<br>d</td></tr></table>b</column>',
      'a\n\n| h |\n| --- |\n| *c*<br>d |\n\nb',
    ],
    [
      'a file in a line',
      'see <video src="https://e.org/v/a.mp4">Tour</video> and <empty-block/> go',
      'see\n\n[video: Tour](https://e.org/v/a.mp4)\n\nand\n\ngo',
    ],
    ['a child page in a column', `<column><page url="${address}">A</page></column>`, `📄 [A](${address})`],
    ['a list by tags', '<ul><li>a</li><li>b **c**</li></ul>', '- a\n- b **c**'],
    ['what is code', '`<column>` <column>x</column>', '`<column>`\n\nx'],
    ['what is escaped', '\\<column\\> x', '\\<column> x'],
    ['what is in a code block', '```html\n<column>a</column> b\n```', '```html\n<column>a</column> b\n```'],
    ['an equation', '$$\na <column>\n$$', '$$\na <column>\n$$'],
  ])('reads tags of blocks wherever they stand: %s', (_, markdown, expected) => {
    expect(print(markdown)).toBe(expected);
  });

  it.each([
    ['a <mark>b</mark> <sticker name="x"/>c', 'a b c', ['mark', 'sticker']],
    ['<new_thing>\n\tone\n</new_thing>\ntwo', '[new thing]\n\none\n\ntwo', ['new-thing']],
    ['one\n</new_thing>\ntwo </other>', 'one\n\ntwo', []],
    ['a <span color="red">b</span> <u>c</u>', 'a b c', []],
    [
      '<audio src="https://e.org/a.mp3">`one\ntwo`</audio>',
      '[audio: https://e.org/a.mp3]\n\n\\`one\n\ntwo\\`',
      [],
    ],
  ])('leaves out tags that it does not know, and tells their names: %j', (markdown, text, tags) => {
    const unknownTags = new Set<string>();
    expect(printBlocks(documentFromMarkdown(markdown, noNames, [], { unknownTags }))).toBe(text);
    expect([...unknownTags]).toEqual(tags);
  });

  it('tells a missing subtree from a block that cannot be printed', () => {
    const markdown = `<unknown url="${address}#${hex}" alt="hologram"/>`;
    expect(documentFromMarkdown(markdown, noNames, [page])).toMatchObject([
      { kind: 'unloaded', id: page, reason: 'truncated' },
    ]);
    expect(documentFromMarkdown(markdown, noNames)).toMatchObject([
      { kind: 'unsupported', type: 'hologram' },
    ]);
    expect(documentFromMarkdown(`<unknown url="${address}#${hex}"/>`, noNames)).toMatchObject([
      { kind: 'unloaded', id: page, reason: 'truncated' },
    ]);
    expect(documentFromMarkdown(`<unknown url="${address}#${hex}" alt="embed"/>`, noNames)).toMatchObject([
      { kind: 'unloaded', id: page, reason: 'type', type: 'embed' },
    ]);
  });
});

describe('documentFromMarkdown, version 2', () => {
  it.each([
    ['toggle heading', '<toggle heading="h2">\nSteps\n\nRun it.\n</toggle>', '## Steps\n\nRun it.'],
    ['toggle', '<toggle>\nMore\n\nin\n</toggle>', '- ▸ More\n\n  in'],
    ['list by spaces', '- a\n  - b\n    - c\n- d', '- a\n  - b\n    - c\n- d'],
    ['list by tags', '<ol>\n<li>\na\n\nmore\n</li>\n<li>b</li>\n</ol>', '1. a\n\n   more\n\n2. b'],
    ['pipe table', '| a | b |\n| --- | :-: |\n| c\\|d | e |', '| a | b |\n| --- | --- |\n| c\\|d | e |'],
    ['pipes without a rule', '| a |', '| a |'],
    ['bookmark', '<bookmark source="https://e.org">C</bookmark>', '[bookmark: https://e.org — C]'],
    ['hard break', 'a\\\nb', 'a\nb'],
    ['heading by tag', '<h3 color="red">\nTitle\n</h3>', '### Title'],
    [
      'mention',
      `<mention url="user://${page}" /> on <date start="2026-10-01" start-time="09:00" />`,
      '@Ada Sample on 2026-10-01 09:00',
    ],
    ['tabs', '<tabs>\n<tab icon="🔥">\nFirst\n\nx\n</tab>\n</tabs>', '- ▸ Tab: 🔥 First\n\n  x'],
    [
      'tabs with titles',
      '<tabs>\n\t<tab title="A *b*">\n\t\tx\n\t</tab>\n</tabs>',
      '- ▸ Tab: A \\*b\\*\n\n  x',
    ],
    ['to-do', '<todo checked="true">\na\n</todo>', '- [x] a'],
    ['empty paragraph', 'a\n\n<p />\n\nb', 'a\n\nb'],
  ])('%s', (_, markdown, expected) => {
    expect(print(markdown)).toBe(expected);
  });
});

describe('documentFromMarkdown, damaged', () => {
  it.each([
    ['container without end', '<callout icon="💡">\n\ta\n\tb', '> 💡 a\n>\n> b'],
    ['container without indentation', '<callout>\na\n</callout>\nb', '> a\n\nb'],
    ['end without container', 'a\n</callout>\nb', 'a\n\nb'],
    ['crossed ends', '<callout>\n\t<columns>\n\t\ta\n</callout>\nb', '> a\n\nb'],
    ['table without end', '<table>\n<tr>\n<td>a</td>', '|  |\n| --- |\n| a |'],
    ['equation without end', '$$\nx', '\\$\\$\n\nx'],
    ['toggle without summary', '<details>\n\tin\n</details>', '- ▸\n\n  in'],
    ['too deep indentation', '- a\n\t\t\t- b', '- a\n  - b'],
    ['Windows line ends', '# a\r\n- b\r\n', '# a\n\n- b'],
    ['broken tag', '<callout icon="', '\\<callout icon="'],
  ])('%s', (_, markdown, expected) => {
    expect(print(markdown)).toBe(expected);
  });

  const sign = fc.oneof(
    fc.constantFrom(
      '\n',
      '\t',
      ' ',
      '- ',
      '1. ',
      '# ',
      '> ',
      '::: callout {icon="x"}',
      '{color="red"}',
      '<br>',
      '\\',
    ),
    fc.constantFrom(
      '```',
      '$$',
      '**',
      '*',
      '`',
      '~~',
      '$',
      '[',
      '](',
      ')',
      '!',
      '|',
      '<',
      '>',
      ':::',
      'word',
      'word',
    ),
    fc.constantFrom(
      '<callout>',
      '</callout>',
      '<details>',
      '<summary>',
      '</summary>',
      '</details>',
      '<table>',
      '<tr>',
    ),
    fc.constantFrom(
      '<td>',
      '</td>',
      '</table>',
      '<columns>',
      '<column>',
      '</column>',
      '<li>',
      '<ul>',
      '</ul>',
    ),
    fc.constantFrom('<mention-user url="user://x">', '<page url="u">', '<unknown alt="x"/>', 'https://e.org'),
  );

  it('never throws and never loses words', () => {
    fc.assert(
      fc.property(
        fc.array(sign, { maxLength: 60 }).map((signs) => signs.join('')),
        (markdown) => {
          const words = markdown.split('word').length;
          expect(print(markdown).split('word').length).toBeGreaterThanOrEqual(words);
        },
      ),
      { numRuns: 500 },
    );
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (markdown) => expect(typeof print(markdown)).toBe('string')),
    );
  });

  it('shows nesting deeper than any page flat', () => {
    const depth = 3_000;
    const nested = Array.from({ length: depth }, (_, at) => `${'\t'.repeat(at)}- x`).join('\n');
    expect(print(nested).match(/x/g)).toHaveLength(depth);
    expect(print(`${'<callout>'.repeat(depth)}x`)).toContain('x');
  });
});
