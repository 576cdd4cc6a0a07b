import { expect, it } from '@jest/globals';
import { AccessError, UnavailableError } from '../../../src/errors.js';
import { say } from '../../../src/text/words.js';
import { explainState } from '../../../src/workspace/databases/explain-state.js';

const missing = new AccessError(say`No such object.`, say`Share it.`);
const down = new UnavailableError(say`Notion is down.`, say`Call again later.`);

it('names the state of what Notion then refuses', async () => {
  const refuse = () => Promise.reject(missing);
  await expect(explainState({ object: 'data_source', in_trash: true }, refuse)).rejects.toMatchObject({
    argument: 'database',
    message: 'This database is in the trash, and Notion does not give its rows.',
    cause: missing,
  });
  await expect(explainState({ object: 'data_source', is_archived: true }, refuse)).rejects.toThrow(
    'archived',
  );
});

it('leaves other failures, and answers, as they are', async () => {
  await expect(explainState({ in_trash: false }, () => Promise.reject(missing))).rejects.toBe(missing);
  await expect(explainState({ in_trash: true }, () => Promise.reject(down))).rejects.toBe(down);
  await expect(explainState({ in_trash: true }, () => Promise.resolve(4))).resolves.toBe(4);
});
