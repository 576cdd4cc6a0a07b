import type { Client } from '@notionhq/client';
import { afterAll, afterEach, describe, expect, it } from '@jest/globals';
import nock from 'nock';
import { sendWith, type Attempt } from '../../../src/notion/client/notion-client.js';

const API = 'https://api.notion.example';
const attempt = (token: string, signal = new AbortController().signal): Attempt => ({
  token,
  signal,
  milliseconds: 60_000,
  notes: { responded: () => {} },
});
const me = (client: Client) => client.users.me({});

afterEach(() => {
  nock.cleanAll();
});
// Else its interception stays in place for the test files that come after in this process.
afterAll(() => nock.restore());

describe('sendWith', () => {
  it('sends requests that are under way at once with the token of each', async () => {
    const tokens = ['ntn_one', 'ntn_two', 'ntn_three'];
    for (const token of tokens) {
      nock(API, { reqheaders: { authorization: `Bearer ${token}` } })
        .get('/v1/users/me')
        .reply(200, { object: 'user', id: token });
    }
    const answers = await Promise.all(tokens.map((token) => sendWith(API, attempt(token), me)));
    expect(answers.map(({ id }) => id)).toEqual(tokens);
  });

  it('ends a request with the signal of its attempt, and no other', async () => {
    nock(API).get('/v1/users/me').twice().delay(50).reply(200, { object: 'user', id: 'me' });
    const leaver = new AbortController();
    const left = sendWith(API, attempt('ntn_one', leaver.signal), me);
    const stayed = sendWith(API, attempt('ntn_two'), me);
    leaver.abort(new Error('left'));
    await expect(left).rejects.toThrow('left');
    expect(await stayed).toMatchObject({ id: 'me' });
  });

  it('lends no token to who comes back for another request, or comes late', async () => {
    const api = nock(API).get('/v1/users/me').reply(200, { object: 'user', id: 'me' });
    const again = sendWith(API, attempt('ntn_one'), async (client) => {
      await me(client);
      return me(client);
    });
    await expect(again).rejects.toThrow('outside of its attempt');
    expect(api.isDone()).toBe(true);
    const late = sendWith(API, attempt('ntn_two'), async (client) => {
      await Promise.resolve();
      return me(client);
    });
    await expect(late).rejects.toThrow('outside of its attempt');
  });

  it('takes the token away when beginning fails', async () => {
    let lent: Client | undefined;
    const failing = (client: Client): Promise<never> => {
      lent = client;
      throw new Error('broken');
    };
    expect(() => sendWith(API, attempt('ntn_one'), failing)).toThrow('broken');
    await expect(lent?.users.me({})).rejects.toThrow('outside of its attempt');
  });
});
