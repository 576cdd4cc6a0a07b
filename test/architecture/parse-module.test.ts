import { describe, expect, it } from '@jest/globals';
import { COMPUTED, parseModule } from './parse-module.js';

describe('imports of a module', () => {
  it.each([
    [`import './a.js';`, 'import', './a.js', []],
    [`import a, { b as c, d } from './a.js';`, 'import', './a.js', ['default', 'b', 'd']],
    [`import { a, type B } from './a.js';`, 'import', './a.js', ['a', 'B']],
    [`import * as all from './a.js';`, 'import', './a.js', undefined],
    [`import type { A } from './a.js';`, 'type import', './a.js', ['A']],
    [`import { type A, type B } from './a.js';`, 'type import', './a.js', ['A', 'B']],
    [`type A = import('./a.js').A;`, 'type import', './a.js', undefined],
    [`let a: typeof import('./a.js');`, 'type import', './a.js', undefined],
    [`export { a as b } from './a.js';`, 're-export', './a.js', ['a']],
    [`export type { A } from './a.js';`, 're-export', './a.js', ['A']],
    [`export * from './a.js';`, 're-export', './a.js', undefined],
    [`export * as a from './a.js';`, 're-export', './a.js', undefined],
    [`const { a } = await import('./a.js');`, 'dynamic import', './a.js', undefined],
    ['const load = () => [1, import(`./a.js`)];', 'dynamic import', './a.js', undefined],
    ['await import(`./${name}.js`);', 'dynamic import', COMPUTED, undefined],
    [`import value from 'node:fs';`, 'import', 'node:fs', ['default']],
  ])('%s', (text, kind, specifier, names) => {
    expect(parseModule(text).imports).toEqual([{ kind, specifier, names }]);
  });

  it.each([
    `// import './a.js';`,
    `/* export * from './a.js'; */`,
    `const text = "import './a.js'";`,
    'const text = `import("./a.js")`;',
  ])('are none in %s', (text) => {
    expect(parseModule(text).imports).toEqual([]);
  });
});

describe('exports of a module', () => {
  it.each([
    [`export const a = 1, b = 2;`, ['a', 'b']],
    [`export const { a, b: [c], ...d } = made();`, ['a', 'c', 'd']],
    [`export function a() {}`, ['a']],
    [`export async function* a() {}`, ['a']],
    [`export class A {}`, ['A']],
    [`export abstract class A {}`, ['A']],
    [`export interface A {}`, ['A']],
    [`export type A = string;`, ['A']],
    [`const a = 1; export { a, a as b };`, ['a', 'b']],
    [`export { a as b } from './a.js';`, ['b']],
    [`export * as a from './a.js';`, ['a']],
    [`export default function a() {}`, ['default']],
    [`export default { a: 1 };`, ['default']],
    [`const a = 1;`, []],
  ])('%s', (text, names) => {
    expect(parseModule(text).exports).toEqual(names);
  });
});

it('mentions every identifier', () => {
  const { mentions } = parseModule(`const [{ a }] = await Promise.all([import('./a.js')]); a.b();`);
  expect([...mentions]).toEqual(expect.arrayContaining(['a', 'b', 'Promise']));
});
