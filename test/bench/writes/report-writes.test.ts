import { expect, it } from '@jest/globals';
import { exitCodeOf } from '../../harness/figures/goals.js';
import type { WriteMeasurement } from './measure-writes.js';
import { goalsOf, writesText, type TaskResult } from './report-writes.js';

const NAMES = { ours: 'ours', official: 'official' };
const NOTHING = { calls: NaN, sentTokens: NaN, answerTokens: NaN, milliseconds: NaN };

function done(tokens: number): WriteMeasurement {
  return { calls: 1, sentTokens: tokens, answerTokens: tokens, milliseconds: 1500 };
}

function result(title: string, ours: WriteMeasurement, official?: WriteMeasurement): TaskResult {
  const task = { title, request: '', ours: async () => {}, official: async () => {}, check: () => [] };
  return { task, ours, official };
}

it('compares tokens only where both are right, and says why the others are not', () => {
  const results = [
    result('Both', done(10), done(40)),
    result('Only ours', done(1000), { ...NOTHING, cannot: 'it has no tool' }),
    result('Wrong there', done(1000), { ...done(10), mistake: 'a page is missing' }),
  ];
  const goals = goalsOf(results);
  expect(exitCodeOf(goals)).toBe(0);
  expect(writesText(results, goals, NAMES, undefined)).toMatchSnapshot();
});

it('fails if this server gets a task wrong, and not if the other did not run or takes fewer tokens', () => {
  const wrong = result('Wrong', { ...done(1), mistake: 'nothing was changed' }, done(90));
  expect(exitCodeOf(goalsOf([wrong, result('Right', done(1), done(90))]))).toBe(1);
  expect(exitCodeOf(goalsOf([result('Dear', done(90), done(1))]))).toBe(0);
  const alone = [result('Alone', done(1))];
  expect(exitCodeOf(goalsOf(alone))).toBe(0);
  expect(writesText(alone, goalsOf(alone), NAMES, 'no network')).toContain(
    '- official did not run: no network',
  );
});
