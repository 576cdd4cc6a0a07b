import { describe, expect, it } from '@jest/globals';
import { folderCircles } from './circles.js';
import { importGraph } from './import-graph.js';

const circlesAmong = (files: Readonly<Record<string, string>>): readonly string[] =>
  folderCircles(importGraph(new Map(Object.entries(files))));

describe('circles between folders', () => {
  it('are printed with the imports that make them', () => {
    expect(
      circlesAmong({
        'src/b/one.ts': `import { c } from '../c/one.js';`,
        'src/c/one.ts': `import type { A } from '../a/one.js';`,
        'src/a/one.ts': `export const b = () => import('../b/two.js');`,
        'src/d/one.ts': `import { a } from '../a/one.js';`,
      }),
    ).toEqual([
      'a/ → b/ → c/ → a/: src/a/one.ts imports src/b/two.ts; src/b/one.ts imports src/c/one.ts; src/c/one.ts imports src/a/one.ts',
    ]);
  });

  it('are found between a folder and a file beside it', () => {
    expect(
      circlesAmong({
        'src/a/one.ts': `import './in/two.js';`,
        'src/a/in/two.ts': `import type { A } from '../one.js';`,
      }),
    ).toEqual([
      'a/in/ → a/one.ts → a/in/: src/a/in/two.ts imports src/a/one.ts; src/a/one.ts imports src/a/in/two.ts',
    ]);
  });

  it('are none where files use folders beside them, and these use other files there', () => {
    expect(
      circlesAmong({
        'src/a/one.ts': `import './in/two.js';`,
        'src/a/in/two.ts': `import type { A } from '../three.js';`,
      }),
    ).toEqual([]);
  });

  it('are found between folders as wholes, whose parts make none', () => {
    expect(
      circlesAmong({
        'src/a/x/one.ts': `import '../../b/x/one.js';`,
        'src/b/y/one.ts': `import '../../a/y/one.js';`,
      }),
    ).toEqual(['a/ → b/ → a/: src/a/x/one.ts imports src/b/x/one.ts; src/b/y/one.ts imports src/a/y/one.ts']);
  });

  it('are none where imports go one way, and none inside a folder', () => {
    expect(
      circlesAmong({
        'tools/one.ts': `import '../src/tool.js';`,
        'src/tool.ts': `import './a/one.js';`,
        'src/catalogue.ts': `import '../tools/one.js';`,
        'src/a/one.ts': `import './two.js';`,
        'src/a/two.ts': `import './one.js'; import 'express';`,
      }),
    ).toEqual([]);
  });
});
