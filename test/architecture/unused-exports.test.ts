import { expect, it } from '@jest/globals';
import { importGraph } from './import-graph.js';
import { unusedExports } from './unused-exports.js';

const unusedAmong = (files: Readonly<Record<string, string>>): ReturnType<typeof unusedExports> =>
  unusedExports(importGraph(new Map(Object.entries(files))));

const EXPORTS = 'export const a = 1; export const b = 2; export type C = string; export default a;';

it.each([
  [`import d, { a } from './one.js';`, ['b', 'C']],
  [`import type { C } from './one.js';`, ['a', 'b', 'default']],
  [`import * as one from './one.js'; one.b();`, ['a', 'C', 'default']],
  [`const { a, b } = await import('./one.js');`, ['C', 'default']],
  [`let c: import('./one.js').C;`, ['a', 'b', 'default']],
  [`export { a as x } from './one.js'; import { x } from './two.js';`, ['b', 'C', 'default']],
  [`export * from './one.js';`, []],
  [`import './one.js';`, ['a', 'b', 'C', 'default']],
])('what %s uses', (text, unused) => {
  expect(unusedAmong({ 'src/one.ts': EXPORTS, 'src/two.ts': text }).usedByNobody).toEqual(
    unused.map((name) => `src/one.ts: ${name}`),
  );
});

it('an export that its own file uses is used by nobody', () => {
  const { usedByNobody } = unusedAmong({ 'src/one.ts': 'export const a = 1; const b = a;' });
  expect(usedByNobody).toEqual(['src/one.ts: a']);
});

it('what tests alone use is counted apart, and what tests export is not counted', () => {
  expect(
    unusedAmong({
      'src/one.ts': 'export const a = 1; export const b = 1; export const c = 1;',
      'src/two.ts': `import { a } from './one.js';`,
      'test/one.test.ts': `import { a, b } from '../src/one.js'; export const d = 1;`,
    }),
  ).toEqual({ usedByNobody: ['src/one.ts: c'], usedByTestsOnly: ['src/one.ts: b'] });
});
