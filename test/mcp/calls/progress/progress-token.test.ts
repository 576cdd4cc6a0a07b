import { expect, it } from '@jest/globals';
import { progressTokenOf } from '../../../../src/mcp/calls/progress/progress.js';

it.each([
  [0, 0],
  [17, 17],
  ['6f8c0f4e', '6f8c0f4e'],
  ['t'.repeat(200), 't'.repeat(200)],
  // It would come back with each report.
  ['t'.repeat(201), undefined],
  [1.5, undefined],
  [null, undefined],
  [{ a: 1 }, undefined],
])('the token %j is %j', (progressToken, expected) => {
  expect(progressTokenOf({ progressToken })).toBe(expected);
});
