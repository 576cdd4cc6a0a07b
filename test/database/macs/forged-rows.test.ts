import { randomBytes } from 'node:crypto';
import type { Request, Response } from 'express';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { ServiceKeys } from '../../../src/access/service-keys.js';
import { BrowserSessions } from '../../../src/oauth-server/consent/browser-sessions.js';
import { ClientGrants } from '../../../src/oauth-server/grants/client-grants.js';
import { RecordStore } from '../../../src/oauth-server/records/record-store.js';
import { hashSecret } from '../../../src/http/secret.js';
import { oauthStateStore } from '../../../src/notion-oauth/states/oauth-state-store.js';
import type { CredentialsDatabase } from '../../../src/database/database.js';
import { parsePersonId, type PersonId } from '../../../src/ids.js';
import { keyringOf, sealingKey } from '../../../src/sealing/keys.js';
import type { Connection } from '../../../src/credentials/connections/read-connections.js';
import { withMacs } from '../../../src/database/with-macs.js';
import { VerificationTokens } from '../../../src/webhooks/verification-tokens.js';
import { adapters, type Place } from '../../credentials/contract/adapters.js';
import { ManualClock } from '../../credentials/fakes/manual-clock.js';
import { RotatingEndpoint } from '../../credentials/fakes/rotating-endpoint.js';
import { authorization, bot, space } from '../../credentials/fakes/sample-authorization.js';
import { credentialsOn, sampleKey, storeOn } from '../../credentials/fakes/sample-store.js';

const FAR = '2999-01-01T00:00:00.000Z';
const victim = space('victim');
const intruder = space('intruder');
const person = parsePersonId('0b0b0b0b-0000-4000-8000-000000000001') ?? ('' as PersonId);
const other = parsePersonId('0b0b0b0b-0000-4000-8000-000000000002') ?? ('' as PersonId);

describe.each(adapters.map((adapter) => [adapter.name, adapter] as const))(
  'whoever can write the database on %s, without the sealing key,',
  (_name, adapter) => {
    const clock = new ManualClock();
    const endpoint = new RotatingEndpoint(clock);
    let place: Place;
    let database: CredentialsDatabase;

    beforeEach(async () => {
      place = await adapter.prepare();
      database = await place.open(clock);
    });
    afterEach(async () => {
      await database.close();
      await place.dispose();
    });

    /** As the intruder writes: past everything that signs. */
    const write = (statement: string) => database.change((changes) => sql.raw(statement).execute(changes));
    const keys = () => new ServiceKeys(database, clock, randomBytes);
    const credentials = () => credentialsOn(storeOn(database, clock), endpoint);
    const connect = (spaceId = victim, number = 1): Promise<Connection> =>
      credentials().recordConnection({
        spaceId,
        authorization: authorization({
          credentialId: bot(number),
          owner: { userId: `user-${number}`, name: null },
          pair: endpoint.consent(),
        }),
        by: 'test',
      });

    describe('a service key', () => {
      it('is not made by a row', async () => {
        const secret = 'A'.repeat(43);
        await write(
          `insert into service_keys (id, secret_hash, space_id, label, created_at)
           values ('0123456789ab', '${hashSecret(secret)}', '*', 'mine', '2026-01-01T00:00:00.000Z')`,
        );
        expect(await keys().authenticate(`nrm_0123456789ab_${secret}`)).toBeUndefined();
        expect(await keys().list()).toEqual([]);
      });

      it('is not made by a row with a MAC of a key of the intruder’s own', async () => {
        const secret = 'A'.repeat(43);
        const foreign = withMacs(database, keyringOf(sealingKey(Buffer.alloc(32, 66))));
        const { key } = await new ServiceKeys(foreign, clock, randomBytes).create('all', secret);
        expect(await keys().authenticate(key)).toBeUndefined();
        // Even under the id of the key that the server has.
        await write(`update service_keys set mac = 'v1.${sampleKey.id}.' || substr(mac, 13)`);
        expect(await keys().authenticate(key)).toBeUndefined();
      });

      it.each([
        ['another space', `space_id = 'victim'`],
        ['every space', `space_id = '*'`],
        ['another secret', `secret_hash = '${hashSecret('x')}'`],
        ['another label', `label = 'another'`],
        ['an earlier beginning', `created_at = '2020-01-01T00:00:00.000Z'`],
        ['no MAC', `mac = null`],
        ['an empty MAC', `mac = ''`],
        ['half a MAC', `mac = substr(mac, 1, 30)`],
        ['a longer MAC', `mac = mac || 'A'`],
        ['a MAC of another version', `mac = 'v2' || substr(mac, 3)`],
      ])('opens nothing after it was given %s', async (_name, change) => {
        const { key } = await keys().create(intruder, 'mine');
        expect(await keys().authenticate(key)).toBeDefined();
        await write(`update service_keys set ${change}`);
        expect(await keys().authenticate(key)).toBeUndefined();
        expect(await keys().list()).toEqual([]);
      });

      it('that was revoked does not come back', async () => {
        const { key, record } = await keys().create('all', '');
        await keys().revoke(record.id);
        await write(`update service_keys set revoked_at = null`);
        expect(await keys().authenticate(key)).toBeUndefined();
      });

      it('does not lend its MAC to a row with another id', async () => {
        const { key, record } = await keys().create('all', '');
        await write(`update service_keys set id = '0123456789ab'`);
        expect(await keys().authenticate(key.replace(record.id, '0123456789ab'))).toBeUndefined();
      });

      it('does not gain rights by a column that a later version adds', async () => {
        await write(`alter table service_keys add column powers text`);
        const { key } = await keys().create(intruder, 'mine');
        expect(await keys().authenticate(key)).toBeDefined();
        await write(`update service_keys set powers = 'everything'`);
        expect(await keys().authenticate(key)).toBeUndefined();
      });
    });

    describe('a connection', () => {
      it('does not move into another space', async () => {
        const { id } = await connect();
        await write(`update connections set space_id = 'intruder'`);
        expect(await credentials().connectionsOf(intruder)).toEqual([]);
        expect(await credentials().findConnection(intruder, id)).toBeUndefined();
        await expect(credentials().accessTokenOf(intruder, id)).rejects.toThrow('no such connection');
      });

      it('does not stand on the authorization of somebody else', async () => {
        await connect(victim, 1);
        const { id } = await connect(intruder, 2);
        await write(`update connections set credential_id = '${bot(1)}' where id = '${id}'`);
        await expect(credentials().accessTokenOf(intruder, id)).rejects.toThrow('no such connection');
      });

      it('is not made by a row', async () => {
        const { id } = await connect();
        await write(
          `insert into connections (id, space_id, workspace_id, owner_key, credential_id, status, version, connected_at, mac)
           select 'c0c0c0c0-0000-4000-8000-000000000001', 'intruder', workspace_id, owner_key, credential_id, status, version, connected_at, mac
           from connections where id = '${id}'`,
        );
        expect(await credentials().connectionsOf(intruder)).toEqual([]);
        expect(await credentials().connectionsOf(victim)).toHaveLength(1);
      });

      it('that was ended does not come back', async () => {
        const { id } = await connect();
        await connect(space('third'));
        await credentials().disconnect(victim, id, 'test');
        await write(`update connections set status = 'connected' where id = '${id}'`);
        await expect(credentials().accessTokenOf(victim, id)).rejects.toThrow('no such connection');
      });

      it('can be made anew in place of a row that was changed', async () => {
        await connect();
        await write(`update connections set workspace_name = 'another'`);
        const { id } = await connect();
        expect(await credentials().accessTokenOf(victim, id)).toBeDefined();
      });

      it('does not come out of a changed event, by a rebuild either', async () => {
        const { id } = await connect();
        await connect(space('third'), 2);
        const triggers =
          adapter.name === 'Postgres'
            ? 'alter table events disable trigger all'
            : 'drop trigger events_never_change';
        await write(triggers);
        await write(
          `update events set payload = replace(payload, '"victim"', '"intruder"') where stream_id = 'connection:${id}'`,
        );
        expect(await credentials().rebuild()).toMatchObject({ connections: 1, altered: 1 });
        expect(await credentials().connectionsOf(intruder)).toEqual([]);
        expect(await credentials().connectionsOf(space('third'))).toHaveLength(1);
      });

      it('does not come out of an event of the intruder’s own, by a rebuild either', async () => {
        await connect();
        await write(
          `insert into events (stream_id, version, type, occurred_at, payload, mac)
           select 'connection:c0c0c0c0-0000-4000-8000-000000000001', version, type, occurred_at, replace(payload, '"victim"', '"intruder"'), mac
           from events where type = 'NotionIntegrationConnected'`,
        );
        expect(await credentials().rebuild()).toMatchObject({ connections: 1, altered: 1 });
        expect(await credentials().connectionsOf(intruder)).toEqual([]);
      });

      it('gains nothing by a changed row of its authorization: the seal is bound to id and version', async () => {
        await connect(victim, 1);
        const { id } = await connect(intruder, 2);
        const theirs = `(select token_position from credentials where id = '${bot(1)}')`;
        await write(`update credentials set token_position = ${theirs} where id = '${bot(2)}'`);
        await expect(credentials().accessTokenOf(intruder, id)).rejects.toThrow('damaged or altered');
      });
    });

    describe('a browser', () => {
      const secret = 'B'.repeat(43);
      const sessions = () => new BrowserSessions({ database, clock, randomBytes, secure: true });
      const request = { headers: { cookie: `__Host-notion-person=${secret}` } } as Request;

      it('does not become a person’s by a row', async () => {
        await write(
          `insert into browser_sessions values ('${hashSecret(secret)}', '${person}', 'Ada', '${FAR}', null)`,
        );
        expect(await sessions().find(request)).toBeUndefined();
      });

      it.each([
        ['another person’s', `person_id = '${other}'`],
        ['known for longer', `expires_at = '${FAR}'`],
      ])('does not become %s', async (_name, change) => {
        let cookie = '';
        const response = {
          cookie: (name: string, value: string) => (cookie = `${name}=${value}`),
        } as unknown as Response;
        await sessions().begin({ headers: {} } as Request, response, { id: person, name: 'Ada' });
        const mine = { headers: { cookie } } as Request;
        expect(await sessions().find(mine)).toMatchObject({ personId: person });
        await write(`update browser_sessions set ${change}`);
        expect(await sessions().find(mine)).toBeUndefined();
      });

      // Postgres keeps the type of a column.
      if (adapter.name !== 'Postgres') {
        it('is not known for ever by an end that is stored as bytes', async () => {
          let cookie = '';
          const response = {
            cookie: (name: string, value: string) => (cookie = `${name}=${value}`),
          } as unknown as Response;
          await sessions().begin({ headers: {} } as Request, response, { id: person, name: null });
          await write(`update browser_sessions set expires_at = cast(expires_at as blob)`);
          expect(await sessions().find({ headers: { cookie } } as Request)).toBeUndefined();
        });
      }
    });

    describe('an app', () => {
      const grants = () => new ClientGrants(database, clock);
      const allow = () =>
        grants().put({
          personId: person,
          clientId: 'client-1',
          grantId: 'grant-1',
          clientName: null,
          redirectUri: 'https://client.example.com/callback',
          connectionIds: [],
          roots: ['0fcfb079ef8f440a887810524fe8ca0e'],
          mayWrite: false,
          expiresAt: new Date(clock.now().getTime() + 1000),
        });

      it.each([
        ['more workspaces', `connection_ids = '["c0c0c0c0-0000-4000-8000-000000000001"]'`],
        ['every page', `roots = null`],
        ['other pages', `roots = '["${'f'.repeat(32)}"]'`],
        ['another person', `person_id = '${other}'`],
        ['another client', `client_id = 'client-2'`],
        ['another grant', `grant_id = 'grant-2'`],
        ['a later end', `expires_at = '${FAR}'`],
      ])('is not allowed %s', async (_name, change) => {
        await allow();
        await write(`update client_grants set ${change}`);
        for (const whose of [person, other]) {
          expect(await grants().list(whose)).toEqual([]);
          expect(await grants().find(whose, 'client-1')).toBeUndefined();
          expect(await grants().find(whose, 'client-2')).toBeUndefined();
        }
        expect(await grants().choose(person, 'client-1', { connectionIds: [], roots: null })).toBe(false);
      });

      it('keeps what it was allowed when its last use is noted', async () => {
        await allow();
        const grant = await grants().find(person, 'client-1');
        await grants().markUsed(grant ?? (await Promise.reject(new Error('no grant'))));
        expect(await grants().find(person, 'client-1')).toMatchObject({ lastUsedAt: clock.now() });
      });
    });

    describe('a token or code', () => {
      const records = () => new RecordStore(storeOn(database, clock));
      const put = () =>
        records().put(
          'AccessToken',
          'one',
          { of: 'one' },
          {
            lookup: 'first',
            grantId: 'grant-1',
            expiresAt: new Date(clock.now().getTime() + 1000),
          },
        );

      it('that was used does not become fresh', async () => {
        await put();
        expect(await records().consume('AccessToken', 'one')).toBe(true);
        await write(`update oauth_records set consumed_at = null`);
        expect(await records().consume('AccessToken', 'one')).toBe(false);
        expect(await records().find('AccessToken', 'one')).toBeUndefined();
      });

      it.each([
        ['a later end', `expires_at = '${FAR}'`],
        ['no end', `expires_at = null`],
        ['another kind', `model = 'RefreshToken'`],
        ['another grant to end with', `grant_hash = 'another'`],
        ['no grant to end with', `grant_hash = null`],
        ['another second key', `lookup_hash = 'another'`],
      ])('is over after it was given %s', async (_name, change) => {
        await put();
        await write(`update oauth_records set ${change}`);
        for (const model of ['AccessToken', 'RefreshToken']) {
          expect(await records().find(model, 'one')).toBeUndefined();
        }
        expect(await records().findByLookup('AccessToken', 'first')).toBeUndefined();
      });

      it('can be stored in place of a row of the intruder’s', async () => {
        await put();
        await write(`update oauth_records set expires_at = '${FAR}'`);
        await put();
        expect(await records().find('AccessToken', 'one')).toMatchObject({ payload: { of: 'one' } });
        await write(`update oauth_records set created_at = '${FAR}'`);
        expect(await records().putIfAbsent('AccessToken', 'one', { of: 'two' })).toEqual({ of: 'two' });
      });
    });

    describe('a consent under way', () => {
      const states = () => oauthStateStore(database);
      const begin = () =>
        states().put(
          'state',
          { spaceId: intruder, returnTo: null, reconnects: null, by: 'test' },
          new Date(clock.now().getTime() + 1000),
          clock.now(),
        );

      it.each([
        ['another space', `space_id = 'victim'`],
        ['the space of whoever consents', `space_id = '@'`],
        ['another place to go to', `return_to = 'https://intruder.example.com'`],
        ['another browser', `browser_hash = 'browser-2'`],
        ['a later end', `expires_at = '${FAR}'`],
      ])('is over after it was given %s', async (_name, change) => {
        await begin();
        expect(await states().bind('state', 'browser-1', clock.now())).toBe(true);
        await write(`update oauth_states set ${change}`);
        expect(await states().isPending('state', clock.now())).toBe(false);
        expect(await states().bind('state', 'browser-1', clock.now())).toBe(false);
        const browser = change.startsWith('browser') ? 'browser-2' : 'browser-1';
        expect(await states().consume('state', browser, clock.now())).toEqual({ kind: 'gone' });
      });
    });

    describe('a webhook’s verification token', () => {
      const tokens = () => new VerificationTokens(storeOn(database, clock));

      it('that anybody sent is not accepted by a changed row', async () => {
        await tokens().receive('secret_of_the_intruder');
        await write(`update webhook_tokens set accepted_at = received_at, expires_at = null`);
        expect(await tokens().accepted()).toEqual([]);
        expect(await tokens().list()).toEqual([]);
      });

      it('comes in although a row of the intruder’s was in its place', async () => {
        const fingerprint = await tokens().receive('secret_of_notion');
        await write(`update webhook_tokens set mac = null`);
        expect(await tokens().receive('secret_of_notion')).toBe(fingerprint);
        expect(await tokens().accept(fingerprint ?? '')).toBe('secret_of_notion');
        expect(await tokens().accepted()).toEqual(['secret_of_notion']);
      });
    });
  },
);
