import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { ConflictError, appendEvents } from '../../../src/credentials/events/append-events.js';
import type { CredentialsDatabase } from '../../../src/database/database.js';
import { credentialStream, type CredentialEvent } from '../../../src/credentials/events/events.js';
import { ManualClock } from '../fakes/manual-clock.js';
import { bot } from '../fakes/sample-authorization.js';
import type { Adapter, Place } from './adapters.js';

const stream = credentialStream(bot(1));
const reconnect: CredentialEvent = {
  type: 'NotionIntegrationReconnectRequired',
  data: { kind: 'rest', reason: 'refused' },
};
const sealed = { wrappedKey: 'v1.0badcafe.wrap', ciphertext: 'v1.content' };

/** What the event log promises on every adapter. */
export function describeEventLog(adapter: Adapter): void {
  describe(`event log on ${adapter.name}`, () => {
    const clock = new ManualClock();
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

    const append = (expectedVersion: number, count = 1, to = stream) =>
      database.change((changes) =>
        appendEvents(
          changes,
          database,
          to,
          expectedVersion,
          Array.from({ length: count }, () => ({ event: reconnect, sealed })),
          clock.now(),
        ),
      );
    const execute = (statement: string) => database.change((changes) => sql.raw(statement).execute(changes));
    const rows = () => database.queries.selectFrom('events').selectAll().orderBy('position').execute();

    it('numbers the events of each stream from 1 and all events in the order they came', async () => {
      await append(0, 2);
      await append(0, 1, credentialStream(bot(2)));
      const recorded = await append(2);

      expect(recorded).toEqual([
        { position: 4, version: 3, occurredAt: clock.now().toISOString(), event: reconnect },
      ]);
      expect((await rows()).map(({ position, version }) => [position, version])).toEqual([
        [1, 1],
        [2, 2],
        [3, 1],
        [4, 3],
      ]);
    });

    it.each([0, 2, 7])('refuses version %i of a stream that is at version 1', async (expectedVersion) => {
      await append(0);
      await expect(append(expectedVersion)).rejects.toThrow(ConflictError);
      expect(await rows()).toHaveLength(1);
    });

    it('lets exactly one of many concurrent appends at the same version win', async () => {
      const results = await Promise.allSettled(Array.from({ length: 8 }, () => append(0)));
      const refused = results.filter((result) => result.status === 'rejected');

      expect(refused).toHaveLength(7);
      expect(refused.every(({ reason }) => reason instanceof ConflictError)).toBe(true);
      expect(await rows()).toHaveLength(1);
    });

    it('keeps nothing of a change that fails half way', async () => {
      const failing = database.change(async (changes) => {
        await appendEvents(changes, database, stream, 0, [{ event: reconnect }], clock.now());
        throw new Error('half way');
      });
      await expect(failing).rejects.toThrow('half way');
      expect(await rows()).toEqual([]);
    });

    it.each([
      'delete from events',
      "update events set payload = '{}'",
      "update events set type = 'Other'",
      'update events set version = 9',
      "update events set stream_id = 'other'",
      "update events set occurred_at = 'yesterday'",
      "update events set ciphertext = 'other'",
      'update events set position = 9',
    ])('refuses "%s" in the database itself', async (statement) => {
      await append(0);
      const before = await rows();
      await expect(execute(statement)).rejects.toThrow(/events never|never deleted/u);
      expect(await rows()).toEqual(before);
    });

    it.each([
      ['insert or replace into', ''],
      ['insert into', 'on conflict (stream_id, version) do update set type = excluded.type'],
    ])('does not let a row be replaced through its unique key by "%s"', async (start, end) => {
      await append(0);
      const columns = 'stream_id, version, type, occurred_at, payload';
      const replace = `${start} events (${columns}) values ('${stream}', 1, 'x', 'x', '{}') ${end}`;
      await expect(execute(replace)).rejects.toThrow();
      expect((await rows()).map(({ type }) => type)).toEqual([reconnect.type]);
    });

    it('lets a wrapped key be replaced and erased, but not come back', async () => {
      await append(0);
      await execute("update events set wrapped_key = 'v1.other.wrap'");
      await execute('update events set wrapped_key = null');
      await expect(execute("update events set wrapped_key = 'v1.other.wrap'")).rejects.toThrow(
        'stays erased',
      );
    });

    if (adapter.shared) {
      it('decides between two processes that append at the same version', async () => {
        const other = await place.open(clock);
        const appendThere = () =>
          other.change((changes) =>
            appendEvents(changes, other, stream, 0, [{ event: reconnect }], clock.now()),
          );
        const results = await Promise.allSettled([append(0), appendThere(), append(0), appendThere()]);
        await other.close();

        expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
        expect(await rows()).toHaveLength(1);
      });
    }
  });
}
