import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { nameTools } from '../../../src/chat/answering/tool-names.js';

const named = (...tools: readonly (readonly [server: string, tool: string])[]) => [
  ...nameTools(
    tools.map(([server, tool]) => ({
      server: { name: server, key: server, transport: () => Promise.reject(new Error()) },
      tool: {
        name: tool,
        title: undefined,
        description: '',
        inputSchema: {},
        isReadOnly: true,
        hasDryRun: false,
      },
    })),
  ).keys(),
];

it('keeps names that only one server has, and puts the server before the others', () => {
  expect(named(['notion', 'search'], ['files', 'search'], ['sqlite', 'query'])).toEqual([
    'notion__search',
    'files__search',
    'query',
  ]);
});

it('makes names that models take', () => {
  const long = 'x'.repeat(100);
  expect(named(['a', 'read.page/now'], ['a', `${long}1`], ['a', `${long}2`])).toEqual([
    'read_page_now',
    `a__${'x'.repeat(61)}`,
    `a__${'x'.repeat(59)}_2`,
  ]);
});

it('gives each tool a name of its own, whatever they are called', () => {
  const name = fc.oneof(fc.string({ minLength: 1, maxLength: 80 }), fc.constantFrom('a', 'b__a', 'a_2'));
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.constantFrom('a', 'b'), name), { maxLength: 40 }), (tools) => {
      const names = named(...tools);
      expect(names).toHaveLength(tools.length);
      expect(names.every((each) => /^[a-zA-Z0-9_-]{1,64}$/.test(each))).toBe(true);
    }),
  );
});
