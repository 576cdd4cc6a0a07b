import { expect, it } from '@jest/globals';
import { AccessError, UncertainWriteError } from '../../../src/errors.js';
import { say } from '../../../src/text/words.js';
import { wholeFailure } from '../../../src/workspace/changes/answer-change.js';

it('tells what may be saved before what was refused', () => {
  const refused = { kind: 'failed', error: new AccessError(say`Refused.`, say`Ask.`) } as const;
  const unknown = { kind: 'failed', error: new UncertainWriteError(say`Unknown.`, say`Look.`) } as const;
  expect(wholeFailure([refused, unknown, { kind: 'left' }])).toBe(unknown.error);
  expect(wholeFailure([refused, { kind: 'left' }])).toBe(refused.error);
});
