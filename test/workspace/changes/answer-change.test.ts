import { expect, it } from '@jest/globals';
import { AccessError, UncertainWriteError } from '../../../src/errors.js';
import { say } from '../../../src/text/words.js';
import { recordAnswer, wholeFailure } from '../../../src/workspace/changes/answer-change.js';

it('tells what may be saved before what was refused', () => {
  const refused = { kind: 'failed', error: new AccessError(say`Refused.`, say`Ask.`) } as const;
  const unknown = { kind: 'failed', error: new UncertainWriteError(say`Unknown.`, say`Look.`) } as const;
  expect(wholeFailure([refused, unknown, { kind: 'left' }])).toBe(unknown.error);
  expect(wholeFailure([refused, { kind: 'left' }])).toBe(refused.error);
});

it.each([
  [true, ['Done.']],
  [false, []],
])('counts as answered only where the end of each step is recorded: %s', async (isRecorded, stored) => {
  const answers: string[] = [];
  const journal = { answered: (_id: string, answer: string) => Promise.resolve(void answers.push(answer)) };
  const { text } = await recordAnswer(journal, { id: 'change', made: [], isRecorded }, 'Done.');
  expect([text, answers]).toEqual(['Done.', stored]);
});
