import { expect, it } from '@jest/globals';
import { askEach, toldBeside } from '../../../src/commands/ask/ask-each.js';
import { AccessError, InputError, ReconnectError, UnavailableError } from '../../../src/errors.js';
import { say } from '../../../src/text/words.js';

const cards = [{ name: 'North' }, { name: 'South' }, { name: 'East' }];
const lost = new ReconnectError(say`Notion no longer accepts this connection.`, say`Connect it again.`);

it('one that has to be connected again does not keep the others from answering, and is told', async () => {
  const ask = ({ name }: { name: string }): Promise<string> =>
    name === 'South' ? Promise.reject(lost) : Promise.resolve(name);
  expect(await askEach(cards, ask, { all: true })).toEqual({
    answers: ['North', 'East'],
    missed: [{ workspace: 'South', error: lost }],
  });
});

it.each([
  lost,
  new AccessError(say`It is not shared.`, say`Share it.`),
  new InputError('page', say`There is no such page.`, say`Pass its URL.`),
])('the next one is asked after %s, until one answers', async (refusal) => {
  const asked: string[] = [];
  const ask = async ({ name }: { name: string }): Promise<string> => {
    asked.push(name);
    await Promise.resolve();
    if (name === 'North') {
      throw refusal;
    }
    return name;
  };
  expect((await askEach(cards, ask, { all: false })).answers).toEqual(['South']);
  expect(asked).toEqual(['North', 'South']);
});

it('any other failure ends it', async () => {
  const down = new UnavailableError(say`Notion is down.`, say`Call again.`);
  await expect(askEach(cards, () => Promise.reject(down), { all: true })).rejects.toBe(down);
});

it.each([
  ['all were asked, and one answered', ['North'], true, ['South', 'East']],
  ['all were asked, and none answered: the last is what the command ends with', [], true, ['South']],
  ['the first that knows was asked, and answered', ['North'], false, ['South']],
  ['none knows it, and one may have', [], false, ['South']],
])('where %s, it is told of', (_case, answers, all, told) => {
  const missed = [
    { workspace: 'South', error: lost },
    { workspace: 'East', error: new InputError('page', say`There is no such page.`, say`Pass its URL.`) },
  ];
  expect(toldBeside({ answers, missed }, { all }).map(({ workspace }) => workspace)).toEqual(told);
});
