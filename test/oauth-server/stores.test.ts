import { randomBytes, randomUUID } from 'node:crypto';
import type { Request, Response } from 'express';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { BrowserSessions } from '../../src/oauth-server/consent/browser-sessions.js';
import { ClientGrants } from '../../src/oauth-server/grants/client-grants.js';
import { sweepExpired } from '../../src/oauth-server/records/sweep.js';
import type { CredentialsDatabase } from '../../src/database/database.js';
import { parseConnectionId, parsePersonId, type ConnectionId, type PersonId } from '../../src/ids.js';
import { migrate } from '../../src/database/migrate.js';
import { updateSigned } from '../../src/database/signed-rows.js';
import { adapters, type Adapter, type Place } from '../credentials/contract/adapters.js';
import { ManualClock } from '../credentials/fakes/manual-clock.js';

const DAY = 86_400_000;
const ROOT = '0fcfb079ef8f440a887810524fe8ca0e';
const OTHER_ROOT = 'f'.repeat(32);

function newPerson(): PersonId {
  return parsePersonId(randomUUID()) ?? ('' as PersonId);
}

function newConnection(): ConnectionId {
  return parseConnectionId(randomUUID()) ?? ('' as ConnectionId);
}

function describeStores(adapter: Adapter): void {
  let clock: ManualClock;
  let place: Place;
  let database: CredentialsDatabase;

  beforeEach(async () => {
    clock = new ManualClock();
    place = await adapter.prepare();
    database = await place.open(clock);
  });
  afterEach(async () => {
    await database.close();
    await place.dispose();
  });

  describe(`permissions on ${adapter.name}`, () => {
    const person = newPerson();
    const grants = (): ClientGrants => new ClientGrants(database, clock);
    const allow = (
      clientId: string,
      connectionIds: readonly ConnectionId[] = [],
      roots: readonly string[] | null = null,
    ) =>
      grants().put({
        personId: person,
        clientId,
        grantId: `grant of ${clientId}`,
        clientName: 'Reader',
        redirectUri: 'https://reader.example/callback',
        connectionIds,
        roots,
        mayWrite: false,
        expiresAt: new Date(clock.now().getTime() + DAY),
      });

    it('are of one person and one client', async () => {
      await allow('client-1');
      expect(await grants().find(person, 'client-1')).toMatchObject({
        personId: person,
        clientId: 'client-1',
      });
      expect(await grants().find(newPerson(), 'client-1')).toBeUndefined();
      expect(await grants().find(person, 'client-2')).toBeUndefined();
      expect(await grants().list(newPerson())).toEqual([]);
    });

    it('end by themselves', async () => {
      await allow('client-1');
      await clock.advance(DAY);
      expect(await grants().find(person, 'client-1')).toBeUndefined();
      expect(await grants().list(person)).toEqual([]);
      await sweepExpired(database, clock.now());
      expect(await database.queries.selectFrom('client_grants').selectAll().execute()).toEqual([]);
    });

    it('are replaced when the person decides anew, and changed when they choose', async () => {
      const [north, south] = [newConnection(), newConnection()];
      await allow('client-1', [north]);
      await allow('client-1', [south]);
      expect((await grants().list(person)).map(({ connectionIds }) => connectionIds)).toEqual([[south]]);
      expect(await grants().choose(person, 'client-1', { connectionIds: [north, south], roots: null })).toBe(
        true,
      );
      expect((await grants().find(person, 'client-1'))?.connectionIds).toEqual([north, south]);
      expect(await grants().choose(person, 'client-2', { connectionIds: [north], roots: null })).toBe(false);
      expect(await grants().choose(newPerson(), 'client-1', { connectionIds: [], roots: null })).toBe(false);
    });

    it('from before there were pages go on for everything', async () => {
      // As the version before wrote and signed it.
      const { roots: _new, ...old } = database.macs.signed('client_grants', {
        person_id: person,
        client_id: 'client-1',
        grant_id: 'grant-1',
        client_name: null,
        redirect_uri: 'https://reader.example/callback',
        connection_ids: '[]',
        roots: null,
        allowed_at: clock.now().toISOString(),
        last_used_at: null,
        expires_at: new Date(clock.now().getTime() + DAY).toISOString(),
      });
      await database.change(async (changes) => {
        await changes.schema.alterTable('client_grants').dropColumn('roots').execute();
        await sql`insert into client_grants ${sql.raw(`(${Object.keys(old).join(', ')})`)}
          values (${sql.join(Object.values(old))})`.execute(changes);
        await changes.deleteFrom('schema_migrations').where('name', '=', '0011-grant-roots').execute();
      });
      await migrate(database, clock);
      expect(await grants().list(person)).toMatchObject([{ clientId: 'client-1', roots: null }]);
      const part = { connectionIds: [], roots: [ROOT] };
      expect(await grants().choose(person, 'client-1', part)).toBe(true);
      expect(await grants().list(person)).toMatchObject([{ roots: [ROOT] }]);
    });

    it('keep an app to pages, until the person chooses others or none', async () => {
      const north = newConnection();
      await allow('client-1', [north]);
      expect((await grants().find(person, 'client-1'))?.roots).toBeNull();
      await allow('client-1', [north], [ROOT]);
      expect((await grants().find(person, 'client-1'))?.roots).toEqual([ROOT]);
      expect((await grants().findByGrantId('grant of client-1'))?.roots).toEqual([ROOT]);
      const part = { connectionIds: [north], roots: [OTHER_ROOT, ROOT] };
      expect(await grants().choose(person, 'client-1', part)).toBe(true);
      expect((await grants().list(person)).map(({ roots }) => roots)).toEqual([[OTHER_ROOT, ROOT]]);
      await grants().revoke(person, north);
      expect(await grants().find(person, 'client-1')).toMatchObject({
        connectionIds: [],
        roots: [OTHER_ROOT, ROOT],
      });
      expect(await grants().choose(person, 'client-1', { connectionIds: [north], roots: null })).toBe(true);
      expect((await grants().find(person, 'client-1'))?.roots).toBeNull();
    });

    it.each(['', 'null', '[]', '{}', '[""]', '"everything"', `["${ROOT}", 7]`, `["${ROOT.toUpperCase()}"]`])(
      'with %j for pages grant nothing',
      async (roots) => {
        await allow('client-1', [newConnection()], [ROOT]);
        const key = { person_id: person, client_id: 'client-1' };
        await database.change((changes) =>
          updateSigned(database, changes, 'client_grants', key, () => ({ roots })),
        );
        await expect(grants().find(person, 'client-1')).rejects.toThrow();
        await expect(grants().findByGrantId('grant of client-1')).rejects.toThrow();
      },
    );

    it('that are damaged grant nothing', async () => {
      await allow('client-1', [newConnection()]);
      await database.change((changes) =>
        updateSigned(
          database,
          changes,
          'client_grants',
          { person_id: person, client_id: 'client-1' },
          () => ({ connection_ids: '["everything"]' }),
        ),
      );
      await expect(grants().find(person, 'client-1')).rejects.toThrow();
    });
  });

  describe(`sessions of browsers on ${adapter.name}`, () => {
    const sessions = (): BrowserSessions =>
      new BrowserSessions({ database, clock, randomBytes, secure: true });
    /** A browser that keeps the one cookie. */
    function browser(): { request(): Request; response: Response; cookie: string } {
      const jar = {
        cookie: '',
        request: () => ({ headers: { cookie: `other=1; ${jar.cookie}` } }) as Request,
        response: {
          cookie: (name: string, value: string) => (jar.cookie = `${name}=${value}`),
          clearCookie: () => (jar.cookie = ''),
        } as unknown as Response,
      };
      return jar;
    }

    it('begin under a new secret, are found by it, and end', async () => {
      const one = browser();
      const before = sessions().secretOf(one.request(), one.response);
      expect(sessions().secretOf(one.request(), one.response)).toBe(before);
      expect(await sessions().find(one.request())).toBeUndefined();
      const person = { id: newPerson(), name: 'Ada' };
      await sessions().begin(one.request(), one.response, person);
      const found = await sessions().find(one.request());
      expect(found).toMatchObject({ personId: person.id, name: 'Ada' });
      expect(found?.browserSecret).not.toBe(before);
      await sessions().end(one.request(), one.response);
      expect(one.cookie).toBe('');
      expect(await database.queries.selectFrom('browser_sessions').selectAll().execute()).toEqual([]);
    });

    it('leave none behind when another person signs in', async () => {
      const one = browser();
      await sessions().begin(one.request(), one.response, { id: newPerson(), name: null });
      const first = one.cookie;
      await sessions().begin(one.request(), one.response, { id: newPerson(), name: null });
      expect(await sessions().find({ headers: { cookie: first } } as Request)).toBeUndefined();
    });

    it('end by themselves after a month', async () => {
      const one = browser();
      await sessions().begin(one.request(), one.response, { id: newPerson(), name: null });
      await clock.advance(30 * DAY);
      expect(await sessions().find(one.request())).toBeUndefined();
    });

    it.each(['', 'x', 'a'.repeat(44), `${'a'.repeat(42)}%`])('take %s for no secret', async (value) => {
      const request = { headers: { cookie: `__Host-notion-person=${value}` } } as Request;
      expect(await sessions().find(request)).toBeUndefined();
    });
  });
}

for (const adapter of adapters) {
  describeStores(adapter);
}
