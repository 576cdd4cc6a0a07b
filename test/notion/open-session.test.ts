import { afterEach, describe, expect, it } from '@jest/globals';
import nock from 'nock';
import { CancelledError } from '../../src/errors.js';
import { createConnection, type AccessToken, type TokenSource } from '../../src/notion/connection.js';
import { searchTitles } from '../../src/notion/search.js';
import { retrieveUser } from '../../src/notion/users.js';
import { startHeldNotion } from '../support/held-notion.js';

const API = 'https://api.notion.com';
const USER = { object: 'user', id: 'u', name: 'Ada', type: 'person', person: {}, avatar_url: null };
const never = new AbortController().signal;

afterEach(() => {
  nock.cleanAll();
});

describe('a session', () => {
  it('ends what is still under way or waiting when the call is over', async () => {
    const notion = await startHeldNotion();
    const session = createConnection({ token: 'ntn_test', apiUrl: notion.url }).openSession({
      signal: never,
    });
    // More than are sent at once, so that some wait.
    const reads = Array.from({ length: 20 }, () => searchTitles(session, { query: '', pageSize: 1 }));
    const over = Promise.allSettled(reads);
    await notion.arrived;
    session.end();
    for (const read of await over) {
      expect(read).toMatchObject({ status: 'rejected', reason: expect.any(CancelledError) });
    }
    await notion.abandoned;
    await notion.close();
  });

  it('asks for its token once, and again when Notion refuses it', async () => {
    let asked = 0;
    const token = (version: number): AccessToken => ({ token: `ntn_${version}`, version });
    const source: TokenSource = {
      current: () => {
        asked += 1;
        return Promise.resolve(token(1));
      },
      renewed: ({ version }) => Promise.resolve(token(version + 1)),
    };
    nock(API).get(/users/).matchHeader('authorization', 'Bearer ntn_1').reply(200, USER);
    nock(API).get(/users/).matchHeader('authorization', 'Bearer ntn_1').reply(401, {
      object: 'error',
      status: 401,
      code: 'unauthorized',
      message: 'm',
    });
    nock(API).get(/users/).matchHeader('authorization', 'Bearer ntn_2').times(2).reply(200, USER);
    const connection = createConnection({ token: source });
    const session = connection.openSession({ signal: never });
    for (const id of ['a', 'b', 'c']) {
      await retrieveUser(session, id);
    }
    expect([asked, session.requestCount]).toEqual([1, 4]);
    session.end();
  });
});
