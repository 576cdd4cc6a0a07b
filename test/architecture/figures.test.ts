import { expect, it } from '@jest/globals';
import { figuresOf } from './figures.js';
import { importGraph } from './import-graph.js';

it('counts the program and leaves the tests out', () => {
  const files = {
    'src/a/one.ts': `import { two } from './two.js'; import { three } from '../b/three.js';\n`,
    'src/a/two.ts': 'export const two = 2;\n\n\n',
    'src/b/three.ts': `export const three = 3; export const four = 4; export const five = 5;\n${'\n'.repeat(50)}`,
    'test/a/one.test.ts': `import { four } from '../../src/b/three.js';\n`,
  };
  expect(figuresOf(importGraph(new Map(Object.entries(files))))).toEqual({
    files: 3,
    medianLines: 3,
    folders: 2,
    filesInLargestFolder: 2,
    smallFilesWithOneImporter: 1,
    exportsUsedByNobody: 1,
    exportsUsedByTestsOnly: 1,
    folderCircles: 0,
  });
});
