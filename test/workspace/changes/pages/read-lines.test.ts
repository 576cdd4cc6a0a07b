import { expect, it } from '@jest/globals';
import { readLines } from '../../../../src/workspace/changes/pages/page-content.js';

it.each<[unknown, unknown]>([
  [['# Why', '', 'They jam.'], '# Why\n\nThey jam.'],
  ['one', 'one'],
  [
    ['one', 2],
    ['one', 2],
  ],
])('reads lines: %j', (written, read) => {
  expect(readLines(written)).toEqual(read);
});
