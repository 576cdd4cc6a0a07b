import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openPostgres } from '../../src/database/postgres/postgres.js';
import { createSchema, hasPostgres, type TestSchema } from '../support/databases/postgres.js';
import { TcpProxy } from '../support/servers/tcp-proxy.js';
import { Browser, wordsOf } from './browser.js';
import { space, startConnectServer, type ConnectServer } from './connect-server.js';

const UNKNOWN_ID = '0b0b0b0b-0000-4000-8000-000000000000';

(hasPostgres ? describe : describe.skip)('while the database does not answer', () => {
  let schema: TestSchema;
  let proxy: TcpProxy;
  let server: ConnectServer;

  beforeAll(async () => {
    schema = await createSchema();
    const url = new URL(schema.settings().url);
    proxy = new TcpProxy(url.hostname, Number(url.port || 5432));
    await proxy.open();
    url.hostname = '127.0.0.1';
    url.port = String(proxy.port);
    server = await startConnectServer({
      openDatabase: (clock) => openPostgres({ url: url.href, connections: 4, timeout: 1000 }, clock),
    });
  });
  afterAll(async () => {
    await server.close();
    await proxy.close();
    await schema.drop();
  });

  it('a backend is asked to come again, on every route', async () => {
    await proxy.close();
    const replies = await Promise.all([
      server.call('POST /oauth/start', { body: { spaceId: 'one' } }),
      server.call('GET /connections?spaceId=one'),
      server.call(`DELETE /connections/${UNKNOWN_ID}?spaceId=one`),
      server.call(`POST /connections/${UNKNOWN_ID}/reconnect`, { body: { spaceId: 'one' } }),
    ]);
    await proxy.open();
    for (const reply of replies) {
      expect([reply.status, reply.headers.get('retry-after'), reply.json]).toEqual([
        503,
        '5',
        {
          error: 'temporarily_unavailable',
          message:
            'The database of connections does not answer. The connections are intact. Call again in a few seconds.',
        },
      ]);
    }
  });

  it('a person is told so, and the same link and way back work when it answers again', async () => {
    const browser = new Browser();
    const link = await server.start();
    await proxy.close();
    const opened = await browser.open(link);
    await proxy.open();
    const callback = await browser.walkToCallback(link);
    await proxy.close();
    const returned = await browser.open(callback);
    await proxy.open();
    for (const shown of [opened, returned]) {
      expect([shown.status, shown.headers.get('retry-after')]).toEqual([503, '5']);
      expect(wordsOf(shown.html)).toMatch(
        /^! Temporarily unavailable The server cannot reach its database right now\. .* reload this page/,
      );
    }
    expect(wordsOf((await browser.open(callback)).html)).toMatch(/^✓ Notion is connected/);
    expect(await server.credentials.connectionsOf(space('one'))).toMatchObject([{ status: 'connected' }]);
  });

  it('is a warning in the log, without what the requests held', () => {
    const lines = server.logged.map((line) => JSON.parse(line) as { level: string; msg: string });
    const outages = lines.filter(({ msg }) => msg === 'a request could not be served now');
    expect(outages).toHaveLength(6);
    expect(new Set(outages.map(({ level }) => level))).toEqual(new Set(['warn']));
    expect(lines.filter(({ level }) => level === 'error')).toEqual([]);
  });
});
