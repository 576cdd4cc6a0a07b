import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { jsonOfPython } from '../../src/text/python-literal.js';

it.each<[literal: string, value: unknown]>([
  ["['to do', 'later']", ['to do', 'later']],
  ["('to do', 'later')", ['to do', 'later']],
  ["('later',)", ['later']],
  [`["don't", 'a "b"']`, ["don't", 'a "b"']],
  [String.raw`['it\'s', 'a\\n', 'a\nb']`, ["it's", String.raw`a\n`, 'a\nb']],
  ["{'a': True, 'b': None, 'c': [1, -2.5, False]}", { a: true, b: null, c: [1, -2.5, false] }],
  ["['True', 'None (x)']", ['True', 'None (x)']],
  ['[]', []],
])('reads %s', (literal, value) => {
  expect(JSON.parse(jsonOfPython(literal))).toEqual(value);
});

it.each(["['open", "['a' 'b']", '[a, b]', '[Truer]', '[[x](y)', "['a',,]"])(
  'leaves no JSON of %s',
  (text) => {
    expect(() => JSON.parse(jsonOfPython(text)) as unknown).toThrow(SyntaxError);
  },
);

it('reads any text between quotation marks of either kind', () => {
  const literalOf = (text: string, quote: string): string =>
    quote + text.replaceAll('\\', '\\\\').replaceAll(quote, `\\${quote}`) + quote;
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.string(), fc.constantFrom("'", '"'))), (texts) => {
      const literal = `[${texts.map(([text, quote]) => literalOf(text, quote)).join(', ')}]`;
      expect(JSON.parse(jsonOfPython(literal))).toEqual(texts.map(([text]) => text));
    }),
  );
});
