import { describe, expect, it } from '@jest/globals';
import express, { type Request } from 'express';
import type { AuditEntry } from '../../src/audit/audit-log.js';
import { authorizeWithKeys } from '../../src/notion-oauth/routes/service-key-guard.js';
import { serviceKeyObserver } from '../../src/access/key-watch.js';
import { unlimited } from '../../src/access/service-keys.js';
import type { ServiceKey } from '../../src/access/key-rows.js';
import { parseSpaceId } from '../../src/ids.js';
import { AuthenticationThrottle } from '../../src/http/limits/authentication-throttle.js';
import { silentLog } from '../../src/telemetry/log/log.js';
import { ManualClock } from '../credentials/fakes/manual-clock.js';

const key: ServiceKey = {
  ...unlimited,
  id: '0123456789ab',
  spaces: parseSpaceId('red') ?? 'all',
  label: 'agent',
  createdAt: new Date(0),
  revokedAt: null,
  overlapUntil: null,
};

describe('the watch over keys', () => {
  const watched = () => {
    const clock = new ManualClock();
    const [recorded, tallied, marks]: [AuditEntry[], AuditEntry[], string[]] = [[], [], []];
    const audit = {
      record: (entry: AuditEntry) => recorded.push(entry),
      recordAggregated: (entry: AuditEntry) => tallied.push(entry),
    };
    return {
      clock,
      recorded,
      tallied,
      marks,
      watch: serviceKeyObserver({ mark: (id) => marks.push(id) }, audit, clock),
    };
  };

  it('records the first use of a key in a day, and marks each', async () => {
    const { clock, recorded, marks, watch } = watched();
    for (let index = 0; index < 5; index += 1) {
      watch.onUsed(key);
    }
    watch.onUsed({ ...key, id: 'ba9876543210', spaces: 'all' });
    await clock.advance(86_400_000);
    watch.onUsed(key);
    expect(recorded.map(({ actor, space }) => [actor, space])).toEqual([
      ['key 0123456789ab', 'red'],
      ['key ba9876543210', undefined],
      ['key 0123456789ab', 'red'],
    ]);
    expect(marks).toHaveLength(7);
  });

  it('tallies failures, with nothing in them that a stranger has chosen', () => {
    const { recorded, tallied, watch } = watched();
    watch.onRefused({ reason: 'unknown' });
    watch.onRefused({ reason: 'expired', keyId: key.id });
    expect(recorded).toEqual([]);
    expect(tallied).toEqual([
      {
        actor: 'anybody',
        action: 'authentication.failed',
        outcome: 'refused',
        details: { with: 'service key' },
      },
      { actor: `key ${key.id}`, action: 'key.refused', outcome: 'refused', details: { reason: 'expired' } },
    ]);
  });
});

describe('the connections of a space', () => {
  const ask = (limits: Partial<ServiceKey>): unknown => {
    const { request: prototype } = express();
    const request = Object.assign(Object.create(prototype) as Request, {
      app: express(),
      headers: { authorization: 'Bearer any' },
      socket: { remoteAddress: '127.0.0.1' },
    });
    const keys = { authenticate: () => Promise.resolve({ ...key, ...limits }) };
    return authorizeWithKeys(keys, new AuthenticationThrottle({ log: silentLog }))(request);
  };

  it.each<[string, Partial<ServiceKey>]>([
    ['only reads', { scopes: ['read'] }],
    ['is kept to tools', { tools: ['notion_search'] }],
    ['is kept to pages', { roots: ['0123456789abcdef0123456789abcdef'] }],
    ['is kept to no page at all', { roots: [] }],
  ])('are not managed with a key that %s', async (_what, limits) => {
    expect(await ask(limits)).toBe('narrowed');
  });

  it('are managed with a key that may do everything', async () => {
    expect(await ask({})).toEqual({ spaces: 'red', caller: 'key 0123456789ab' });
  });
});
