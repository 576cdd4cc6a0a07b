import { expect, it } from '@jest/globals';
import { countExpiring, daysLeft } from '../../src/credentials/hosted-end.js';
import { startSignInStage } from '../upstream/sign-in-stage.js';

const DAY_MS = 86_400_000;
const start = new Date('2026-01-05T09:00:00Z');
const after = (days: number): Date => new Date(start.getTime() + days * DAY_MS);
const connection = (refreshedAfter?: number) => ({
  kind: 'hosted' as const,
  status: 'connected' as const,
  connectedAt: start,
  refreshedAt: refreshedAfter === undefined ? null : after(refreshedAfter),
});

it.each([
  ['never renewed, long before the end', connection(), 10, undefined],
  ['never renewed, 15 days before', connection(), 15, undefined],
  ['never renewed, 14 days before', connection(), 16, 14],
  ['never renewed, on the last day', connection(), 29.5, 0],
  ['never renewed, after the end', connection(), 31, 0],
  ['renewed today', connection(40), 40, undefined],
  ['renewed 20 days ago', connection(20), 40, 10],
  ['renewed all the time, 6 days before the end of all', connection(174), 174, 6],
  ['renewed all the time, after the end of all', connection(190), 190, 0],
])('a connection that was %s', (_name, times, days, expected) => {
  expect(daysLeft(times, after(days))).toBe(expected);
});

it.each([
  { ...connection(), kind: 'rest' as const },
  { ...connection(), status: 'reconnect_needed' as const },
])('says nothing of what has no such end: %j', (other) => {
  expect(daysLeft(other, after(29))).toBeUndefined();
});

it('the number for the operator is of those whose people are told', async () => {
  const stage = await startSignInStage();
  try {
    await stage.connect();
    const { connectedAt } = (await stage.credentials.hostedConnectionsOf('here' as never))[0] ?? {
      connectedAt: start,
    };
    for (const days of [0, 10, 14, 15.01, 16, 20, 29, 31, 170, 200]) {
      const now = new Date(connectedAt.getTime() + days * DAY_MS);
      const [stored] = await stage.credentials.hostedConnectionsOf('here' as never);
      const told = stored === undefined ? undefined : daysLeft(stored, now);
      expect([days, await countExpiring(stage.database.queries, now)]).toEqual([
        days,
        told === undefined ? 0 : 1,
      ]);
    }
  } finally {
    await stage.close();
  }
});
