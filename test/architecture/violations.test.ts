import { describe, expect, it } from '@jest/globals';
import { importGraph } from './import-graph.js';
import { unneededPermissions, violations, type Layers } from './violations.js';

const LAYERS: Layers = {
  forAll: ['errors.ts'],
  rooms: [
    { path: 'tools/', job: 'is the product.', imports: ['tool.ts', 'above/'], packages: ['zod'] },
    { path: 'tool.ts', job: 'is the contract.', imports: [] },
    { path: 'above/', job: 'answers.', imports: ['above/in/', 'below/port.ts', 'flat/*'] },
    { path: 'above/in/', job: 'helps to answer.', imports: [] },
    { path: 'below/', job: 'is pure.', imports: [], builtIns: ['crypto'] },
    { path: 'errors.ts', job: 'explains.', imports: [], isAlone: true },
    { path: 'apart/', job: 'is alone.', imports: [], isAlone: true },
  ],
};

const found = (path: string, text: string): readonly string[] =>
  violations(importGraph(new Map([[path, text]])), LAYERS);

describe('the table allows', () => {
  it.each([
    ['tools/a.ts', `import type { Tool } from '../src/tool.js'; import * as z from 'zod';`],
    ['tools/a.ts', `import { a } from '../src/above/a.js'; import { b } from '../src/above/in/b.js';`],
    ['src/above/a.ts', `import './b.js'; import './in/b.js'; import '../below/port.js'; import 'node:http';`],
    ['src/above/a.ts', `import { a } from '../flat/a.js';`],
    ['src/below/a.ts', `import { AnyError } from '../errors.js';`],
    ['src/below/a.ts', `import { createHash } from 'node:crypto'; import './port.js';`],
  ])('%s: %s', (path, text) => {
    expect(found(path, text)).toEqual([]);
  });
});

describe('the table forbids', () => {
  it.each([
    ['tools/a.ts', `import type { Port } from '../src/below/port.js';`, 'src/below/port.ts (type import)'],
    ['tools/a.ts', `const a = () => import('../src/below/port.js');`, 'src/below/port.ts (dynamic import)'],
    ['tools/a.ts', `export { port } from '../src/below/port.js';`, 'src/below/port.ts (re-export)'],
    ['tools/a.ts', `import { tools } from '../src/catalogue.js';`, 'src/catalogue.ts (import)'],
    ['src/tool.ts', `import type { A } from './above/a.js';`, 'src/above/a.ts (type import)'],
    ['src/above/a.ts', `import '../below/a.js';`, 'src/below/a.ts (import)'],
    ['src/above/a.ts', `import { fake } from '../../test/fake.js';`, 'test/fake.ts (import)'],
    ['src/above/a.ts', `import '../flat/in/a.js';`, 'src/flat/in/a.ts (import)'],
    ['src/above/in/a.ts', `import '../a.js';`, 'src/above/a.ts (import)'],
    ['src/above/a.ts', `import express from 'express';`, 'express (import)'],
    ['src/above/a.ts', `import type { A } from '@scope/name/part';`, '@scope/name (type import)'],
    ['src/below/a.ts', `import { readFile } from 'node:fs/promises';`, 'node:fs/promises (import)'],
    ['src/apart/a.ts', `import { AnyError } from '../errors.js';`, 'src/errors.ts (import)'],
    ['src/above/a.ts', 'await import(`../${room}/a.js`);', '(computed) (dynamic import)'],
  ])('%s: %s', (path, text, what) => {
    expect(found(path, text)).toEqual([expect.stringContaining(`${path} may not import ${what}: `)]);
  });

  it('a file that belongs to no room', () => {
    expect(found('src/drawer/a.ts', '')).toEqual(['src/drawer/a.ts belongs to no room.']);
    expect(found('src/a.ts', '')).toEqual(['src/a.ts belongs to no room.']);
  });
});

it('tells what is allowed and not needed', () => {
  const graph = importGraph(
    new Map([
      ['tools/a.ts', `import '../src/tool.js'; import 'zod';`],
      ['src/above/a.ts', `import './in/a.js';`],
    ]),
  );
  expect(unneededPermissions(graph, LAYERS)).toEqual([
    'tools/ may import above/, and does not.',
    'above/ may import below/port.ts, and does not.',
    'above/ may import flat/*, and does not.',
    'below/ may import crypto, and does not.',
  ]);
});
