import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { answerHtml } from '../../../src/chat/page/answer-html.js';
import { readAnswer } from '../../../src/chat/page/read-answer.js';

const shown = (answer: string): string =>
  answerHtml(readAnswer(answer))
    .map(({ markup }) => markup.replaceAll(/\s*\n\s*/g, ''))
    .join('');
const link = (href: string, text: string, place?: string): string =>
  `<p><a href="${href}" rel="noopener noreferrer nofollow" target="_blank">${text}</a>${place === undefined ? '' : ` <span class="place-of">(${place})</span>`}</p>`;

describe('an answer', () => {
  it.each([
    ['a **b** *c* _d_ `e`', '<p>a <strong>b</strong> <em>c</em> <em>d</em> <code>e</code></p>'],
    ['2 * 3 * 4 and snake_case_name', '<p>2 * 3 * 4 and snake_case_name</p>'],
    ['_private_name and _this_', '<p>_private_name and <em>this</em></p>'],
    ['***both*** __strong__', '<p><strong>both</strong> <strong>strong</strong></p>'],
    [
      '**See `x` and *y* now**',
      '<p><strong>See </strong><code>x</code><strong> and </strong><em>y</em><strong> now</strong></p>',
    ],
    ['2 \\* 3 \\* 4, \\[no\\] C:\\temp', '<p>2 * 3 * 4, [no] C:\\temp</p>'],
    ['# Title\ntext\nmore', '<p><strong>Title</strong></p><p>textmore</p>'],
    ['- a\n- b\n\n1. c', '<ul><li>a</li><li>b</li></ul><ol start="1"><li>c</li></ol>'],
    // Models write a blank line, or items of another kind, between the items of one list.
    ['1. a\n\n2. b', '<ol start="1"><li>a</li><li>b</li></ol>'],
    [
      '1. a\n   - b\n   - c\n     more\n2. d\n\n   e',
      '<ol start="1"><li>a<ul><li>b</li><li>cmore</li></ul></li><li>de</li></ol>',
    ],
    [
      '1. a\n```\nx\n```\n2. b',
      '<ol start="1"><li>a</li></ol><pre tabindex="0">x</pre><ol start="2"><li>b</li></ol>',
    ],
    ['- a\n\ntext', '<ul><li>a</li></ul><p>text</p>'],
    [
      '- a\n  1. b\n  - c\n- d',
      '<ul><li>a<ol start="1"><li>b</li></ol><ul><li>c</li></ul></li><li>d</li></ul>',
    ],
    ['```js\n<b>**x**\n```', '<pre tabindex="0">&#60;b&#62;**x**</pre>'],
    ['- a\n\n    ```\n    x\n      y\n    ```', '<ul><li>a</li></ul><pre tabindex="0">xy</pre>'],
    ['````\n```\n~~~\n````\nz', '<pre tabindex="0">```~~~</pre><p>z</p>'],
    ['**unclosed', '<p>**unclosed</p>'],
  ])('shows %j', (answer, html) => {
    expect(shown(answer)).toBe(html);
  });

  it('shows a table', () => {
    const html = shown('| a | b |\n| --- | :-: |\n| 1 | **2** |');
    expect(html).toContain('<th scope="col">a</th><th scope="col">b</th>');
    expect(html).toContain('<td>1</td><td><strong>2</strong></td>');
  });
});

describe('a link in it', () => {
  it.each([
    ['[the page](https://notion.so/x)', link('https://notion.so/x', 'the page', 'notion.so/x')],
    ['see'.slice(3) + 'https://notion.so/x', link('https://notion.so/x', 'notion.so/x')],
    // A text that is an address is not believed.
    ['[https://notion.so](https://evil.example/a)', link('https://evil.example/a', 'evil.example/a')],
    ['[notion.so/page](https://evil.example/a)', link('https://evil.example/a', 'evil.example/a')],
    // Letters that look like others are shown as what they are.
    ['[n](https://nоtion.so/)', link('https://xn--ntion-jye.so/', 'n', 'xn--ntion-jye.so')],
    ['[n](http://notion.so/)', link('http://notion.so/', 'n', 'http://notion.so')],
    // Pictures are not loaded.
    [
      '![chart](https://evil.example/x.png)',
      link('https://evil.example/x.png', 'Image: chart', 'evil.example/x.png'),
    ],
    // Within other marks, too.
    ['**[the page](https://notion.so/x)**', link('https://notion.so/x', 'the page', 'notion.so/x')],
  ])('shows where %j leads', (answer, html) => {
    expect(shown(answer)).toBe(html);
  });

  it.each([
    '[x](javascript:alert(1))',
    '[x](data:text/html,x)',
    '[x](//evil.example)',
    '[x](https://notion.so@evil.example/)',
    '[x](vscode:x)',
  ])('is none in %j', (answer) => {
    expect(shown(answer)).not.toContain('<a ');
  });
});

it('never makes markup of a text', () => {
  const piece = fc.oneof(
    fc.constantFrom(
      '<script>',
      '**',
      '`',
      '[',
      '](',
      ')',
      '|',
      '\n',
      '```',
      '- ',
      'https://a.example',
      '"',
      '&',
      '_',
    ),
    fc.string(),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
      const tags = shown(pieces.join('')).match(/<\/?[a-z]+/g) ?? [];
      const known = /^<\/?(?:p|strong|em|code|pre|ul|ol|li|a|span|div|table|thead|tbody|tr|th|td)$/;
      expect(tags.filter((tag) => !known.test(tag))).toEqual([]);
    }),
  );
});

it('takes time in proportion to the text', () => {
  const cost = (text: string): number => {
    const before = process.cpuUsage();
    readAnswer(text);
    const { user } = process.cpuUsage(before);
    return user;
  };
  for (const unit of [
    '[',
    '**a',
    '`',
    '*',
    '![',
    'h',
    '| - ',
    'https://a.example/',
    '_',
    '**_*__',
    '\\',
    '- a\n',
    '  - a\n',
    '1. a\n\n',
    '~~~',
    '```\n',
  ]) {
    const text = (count: number): string => unit.repeat(count);
    cost(text(2000));
    const [small, large] = [cost(text(4000)) + 3000, cost(text(32_000))];
    expect([unit, large / small < 60]).toEqual([unit, true]);
  }
});
