import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { MemoryStateStore } from '../../../src/notion-oauth/states/memory-state-store.js';
import { oauthStateStore, type OauthStateStore } from '../../../src/notion-oauth/states/oauth-state-store.js';
import type { CredentialsDatabase } from '../../../src/database/database.js';
import { parseConnectionId } from '../../../src/ids.js';
import { adapters } from '../../credentials/contract/adapters.js';
import { HastyClock, space } from '../connect-server.js';

const now = new Date('2026-11-20T12:00:00.000Z');
const later = (milliseconds: number): Date => new Date(now.getTime() + milliseconds);
const pending = {
  spaceId: space('one'),
  returnTo: 'https://app.example.com/',
  reconnects: parseConnectionId('0b0b0b0b-0000-4000-8000-000000000000') ?? null,
  by: 'tests',
};
const bare = { ...pending, returnTo: null, reconnects: null };

const places = await Promise.all(
  adapters.map(async (adapter) => ({ adapter, place: await adapter.prepare() })),
);
const databases = new Map<string, CredentialsDatabase>();
beforeAll(async () => {
  for (const { adapter, place } of places) {
    databases.set(adapter.name, await place.open(new HastyClock()));
  }
});
afterAll(async () => {
  await Promise.all([...databases.values()].map((database) => database.close()));
  await Promise.all(places.map(({ place }) => place.dispose()));
});

function databaseOf(name: string): CredentialsDatabase {
  const database = databases.get(name);
  if (database === undefined) {
    throw new Error(`There is no database ${name}.`);
  }
  return database;
}

describe.each<[string, () => OauthStateStore]>([
  ...adapters.map(({ name }): [string, () => OauthStateStore] => [
    `in the database, ${name}`,
    () => oauthStateStore(databaseOf(name)),
  ]),
  ['in memory', () => new MemoryStateStore()],
])('a store %s', (_name, open) => {
  it.each([pending, bare])('gives what was put, once, to the browser it is bound to', async (put) => {
    const store = open();
    await store.put('a', put, later(1000), now);
    expect(await store.consume('a', 'browser', now)).toEqual({ kind: 'wrong_browser' });
    expect(await store.bind('a', 'browser', now)).toBe(true);
    expect(await store.consume('a', 'other', now)).toEqual({ kind: 'wrong_browser' });
    expect(await store.consume('a', 'browser', now)).toEqual({ kind: 'taken', pending: put });
    expect(await store.consume('a', 'browser', now)).toEqual({ kind: 'gone' });
  });

  it('binds to the last browser', async () => {
    const store = open();
    await store.put('b', pending, later(1000), now);
    await store.bind('b', 'first', now);
    await store.bind('b', 'second', now);
    expect(await store.consume('b', 'first', now)).toEqual({ kind: 'wrong_browser' });
    expect(await store.consume('b', 'second', now)).toMatchObject({ kind: 'taken' });
  });

  it('ends at the moment it expires', async () => {
    const store = open();
    await store.put('c', pending, later(1000), now);
    expect(await store.bind('c', 'browser', later(999))).toBe(true);
    expect(await store.bind('c', 'browser', later(1000))).toBe(false);
    expect(await store.consume('c', 'browser', later(1000))).toEqual({ kind: 'gone' });
    expect(await store.consume('c', 'other', later(1000))).toEqual({ kind: 'gone' });
    expect(await store.consume('c', 'browser', later(999))).toMatchObject({ kind: 'taken' });
  });

  it('knows nothing that was not put', async () => {
    const store = open();
    expect(await store.bind('unknown', 'browser', now)).toBe(false);
    expect(await store.consume('unknown', '', now)).toEqual({ kind: 'gone' });
  });

  it('gives it to one of many at once', async () => {
    const store = open();
    await store.put('d', pending, later(1000), now);
    await store.bind('d', 'browser', now);
    const taken = await Promise.all(Array.from({ length: 8 }, () => store.consume('d', 'browser', now)));
    expect(taken.filter(({ kind }) => kind === 'taken')).toHaveLength(1);
  });
});

it.each(adapters.map(({ name }) => name))(
  'the table on %s holds what is pending only, for any process',
  async (name) => {
    const database = databaseOf(name);
    const store = oauthStateStore(database);
    await store.put('old', pending, later(1000), now);
    const other = oauthStateStore(database);
    await other.put('new', pending, later(5000), later(1000));
    expect(await store.consume('old', 'browser', now)).toEqual({ kind: 'gone' });
    expect(await store.bind('new', 'browser', later(1000))).toBe(true);
  },
);
