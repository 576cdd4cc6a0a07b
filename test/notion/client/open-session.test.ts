import { describe, expect, it } from '@jest/globals';
import { CancelledError } from '../../../src/errors.js';
import { createConnection } from '../../../src/notion/client/connection.js';
import type { AccessToken, TokenSource } from '../../../src/notion/client/token-source.js';
import { searchTitles } from '../../../src/notion/endpoints/search.js';
import { retrieveUser } from '../../../src/notion/endpoints/users.js';
import { startHeldNotion } from '../../support/notion/held-notion.js';
import { startTestServer } from '../../support/servers/test-server.js';

const USER = { object: 'user', id: 'u', name: 'Ada', type: 'person', person: {}, avatar_url: null };
const REFUSAL = { object: 'error', status: 401, code: 'unauthorized', message: 'm' };
const never = new AbortController().signal;

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
    const token = (version: number): AccessToken => ({ accessToken: `ntn_${version}`, version });
    const source: TokenSource = {
      current: () => {
        asked += 1;
        return Promise.resolve(token(1));
      },
      renewed: ({ version }) => Promise.resolve(token(version + 1)),
    };
    const sentWith: (string | undefined)[] = [];
    const notion = await startTestServer(({ headers }, response) => {
      const isRefused = sentWith.push(headers.authorization) === 2;
      response.writeHead(isRefused ? 401 : 200);
      response.end(JSON.stringify(isRefused ? REFUSAL : USER));
    });
    const apiUrl = notion.origin;
    const connection = createConnection({ token: source, apiUrl });
    const session = connection.openSession({ signal: never });
    for (const id of ['a', 'b', 'c']) {
      await retrieveUser(session, id);
    }
    expect([asked, session.requestCount]).toEqual([1, 4]);
    expect(sentWith).toEqual(['Bearer ntn_1', 'Bearer ntn_1', 'Bearer ntn_2', 'Bearer ntn_2']);
    session.end();
    await notion.close();
  });
});
