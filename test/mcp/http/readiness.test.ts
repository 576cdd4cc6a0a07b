import { afterEach, describe, expect, it, jest } from '@jest/globals';
import express from 'express';
import { ownHealth } from '../../../src/mcp/http/health.js';
import { healthRoutes } from '../../../src/mcp/http/health-routes.js';
import { ReadinessProbe, type ReadinessCheck } from '../../../src/mcp/http/readiness.js';
import { startTestServer, type TestServer } from '../../support/servers/test-server.js';

const hang: ReadinessCheck = () => new Promise(() => {});

describe('the look at what serving needs', () => {
  afterEach(() => {
    jest.useRealTimers();
  });

  it('tells of each check', async () => {
    const probe = new ReadinessProbe({
      database: () => Promise.resolve(),
      migrations: () => Promise.reject(new Error('postgres://user:password@db')),
      limiter: () => {
        throw new Error('at once');
      },
    });
    expect(await probe.check()).toEqual({
      status: 'not ready',
      checks: { database: 'ok', migrations: 'failed', limiter: 'failed' },
    });
  });

  it.each([
    ['everything is there', true, true, 'ready'],
    ['what serving goes on without is missing', true, false, 'degraded'],
    ['what it needs is missing', false, true, 'not ready'],
    ['both are missing', false, false, 'not ready'],
  ])('tells when %s', async (_name, hasDatabase, hasRedis, status) => {
    const check = (isThere: boolean): ReadinessCheck => {
      return () => (isThere ? Promise.resolve() : Promise.reject(new Error('gone')));
    };
    const probe = new ReadinessProbe({ database: check(hasDatabase), redis: check(hasRedis) }, ['redis']);
    expect(await probe.check()).toEqual({
      status,
      checks: { database: hasDatabase ? 'ok' : 'failed', redis: hasRedis ? 'ok' : 'failed' },
    });
  });

  it('is over after two seconds, and does not ask again what still hangs', async () => {
    jest.useFakeTimers();
    let asked = 0;
    const probe = new ReadinessProbe({
      database: () => {
        asked += 1;
        return hang();
      },
    });
    for (let round = 0; round < 3; round += 1) {
      const looked = probe.check();
      await jest.advanceTimersByTimeAsync(2000);
      expect(await looked).toEqual({ status: 'not ready', checks: { database: 'no answer' } });
      await jest.advanceTimersByTimeAsync(1000);
    }
    expect(asked).toBe(1);
  });

  it('is one for all who ask within a second, and sees what has changed after it', async () => {
    let asked = 0;
    let time = 0;
    let isThere = true;
    const probe = new ReadinessProbe(
      {
        database: () => {
          asked += 1;
          return isThere ? Promise.resolve() : Promise.reject(new Error('gone'));
        },
      },
      [],
      () => time,
    );
    const flood = await Promise.all(Array.from({ length: 1000 }, () => probe.check()));
    expect(flood.every(({ status }) => status === 'ready')).toBe(true);
    isThere = false;
    time = 999;
    expect((await probe.check()).status).toBe('ready');
    expect(asked).toBe(1);
    time = 1001;
    expect((await probe.check()).status).toBe('not ready');
    expect(asked).toBe(2);
  });
});

describe('the addresses for load balancers', () => {
  let server: TestServer;
  const serve = async (
    checks: Readonly<Record<string, ReadinessCheck>>,
    isDraining = false,
  ): Promise<(path: string) => Promise<{ readonly status: number; readonly body: unknown }>> => {
    server = await startTestServer(
      express().use(healthRoutes(ownHealth({ isDraining: () => isDraining, checks }))),
    );
    return async (path) => {
      const response = await fetch(`${server.origin}${path}`);
      return { status: response.status, body: await response.json() };
    };
  };
  afterEach(() => server.close());

  it('are ready without a database where there is none', async () => {
    const get = await serve({});
    expect(await get('/healthz')).toEqual({ status: 200, body: { status: 'ok' } });
    expect(await get('/readyz')).toEqual({ status: 200, body: { status: 'ready', checks: {} } });
  });

  it('say 503 where calls cannot be served, though the process is alive', async () => {
    const get = await serve({ database: () => Promise.reject(new Error('SQLITE_IOERR /srv/data')) });
    expect(await get('/healthz')).toEqual({ status: 200, body: { status: 'ok' } });
    expect(await get('/readyz')).toEqual({
      status: 503,
      body: { status: 'not ready', checks: { database: 'failed' } },
    });
  });

  it('say 503 while the server stops', async () => {
    const get = await serve({}, true);
    for (const path of ['/healthz', '/readyz']) {
      expect(await get(path)).toEqual({ status: 503, body: { status: 'stopping' } });
    }
  });
});
