import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { CredentialsDatabase } from '../../src/database/database.js';
import { keyringOf, sealingKey } from '../../src/sealing/keys.js';
import { keyIdsInUse, rotateKeys } from '../../src/credentials/key-rotation/rotate-keys.js';
import { ProcessedEvents } from '../../src/webhooks/processed-events.js';
import {
  MAX_PENDING_TOKENS,
  PENDING_LIFETIME_MS,
  VerificationTokens,
} from '../../src/webhooks/verification-tokens.js';
import { adapters, type Adapter, type Place } from '../credentials/contract/adapters.js';
import { ManualClock } from '../credentials/fakes/manual-clock.js';
import { sampleKey, storeOn } from '../credentials/fakes/sample-store.js';

const TOKEN = 'secret_tKn-of-the-first-subscription-0123456789';
const OTHER = 'secret_tKn-of-the-other-subscription-0123456789';

function describeStores(adapter: Adapter): void {
  describe(`what webhooks store on ${adapter.name}`, () => {
    let clock: ManualClock;
    let place: Place;
    let database: CredentialsDatabase;
    let tokens: VerificationTokens;

    beforeEach(async () => {
      clock = new ManualClock();
      place = await adapter.prepare();
      database = await place.open(clock);
      tokens = new VerificationTokens(storeOn(database, clock));
    });
    afterEach(async () => {
      await database.close();
      await place.dispose();
    });

    const received = async (token: string): Promise<string> => {
      const fingerprint = await tokens.receive(token);
      if (fingerprint === undefined) {
        throw new Error('The token was known.');
      }
      return fingerprint;
    };
    const rows = () => database.queries.selectFrom('webhook_tokens').selectAll().execute();

    it('a token is trusted from its acceptance to its removal', async () => {
      const fingerprint = await received(TOKEN);
      expect(await tokens.accepted()).toEqual([]);
      expect(await tokens.accept(fingerprint)).toBe(TOKEN);
      expect(await tokens.accepted()).toEqual([TOKEN]);
      expect(await tokens.remove(fingerprint)).toBe(true);
      expect(await tokens.accepted()).toEqual([]);
      expect(await tokens.remove(fingerprint)).toBe(false);
    });

    it('several are trusted at once, as while one takes the place of another', async () => {
      await tokens.accept(await received(TOKEN));
      await tokens.accept(await received(OTHER));
      expect([...(await tokens.accepted())].sort()).toEqual([TOKEN, OTHER].sort());
    });

    it('a token that is sent again changes nothing, whether it waits or is trusted', async () => {
      const fingerprint = await received(TOKEN);
      expect(await tokens.receive(TOKEN)).toBeUndefined();
      await tokens.accept(fingerprint);
      expect(await tokens.receive(TOKEN)).toBeUndefined();
      await clock.advance(2 * PENDING_LIFETIME_MS);
      expect(await tokens.receive(OTHER)).toBeDefined();
      expect(await tokens.accepted()).toEqual([TOKEN]);
    });

    it('one that nobody accepts within the hour is gone', async () => {
      const fingerprint = await received(TOKEN);
      await clock.advance(PENDING_LIFETIME_MS);
      expect(await tokens.list()).toEqual([]);
      expect(await tokens.accept(fingerprint)).toBeUndefined();
      await received(OTHER);
      expect(await rows()).toHaveLength(1);
    });

    it('tells when each came in and was accepted, the newest first, and nothing secret', async () => {
      const first = await received(TOKEN);
      await clock.advance(1000);
      const second = await received(OTHER);
      await tokens.accept(first);
      const listed = await tokens.list();
      expect(listed.map(({ fingerprint, acceptedAt }) => [fingerprint, acceptedAt !== null])).toEqual([
        [second, false],
        [first, true],
      ]);
      expect(JSON.stringify(listed)).not.toContain('secret');
    });

    it('strangers can make only so many wait, and none that is trusted is lost to them', async () => {
      await tokens.accept(await received(TOKEN));
      for (let number = 0; number < MAX_PENDING_TOKENS + 5; number += 1) {
        await clock.advance(1);
        await received(`secret_of_a_stranger_${number}`);
      }
      const pending = (await tokens.list()).filter(({ acceptedAt }) => acceptedAt === null);
      expect(pending).toHaveLength(MAX_PENDING_TOKENS);
      expect(await tokens.accepted()).toEqual([TOKEN]);
    });

    it('holds no token in clear, and a new sealing key opens them', async () => {
      await tokens.accept(await received(TOKEN));
      expect(JSON.stringify(await rows())).not.toContain(TOKEN);
      const newKey = sealingKey(randomBytes(32));
      const rotated = storeOn(database, clock, keyringOf(newKey, [sampleKey]));
      expect(await rotateKeys(rotated)).toMatchObject({ rewrapped: 1, failures: [] });
      expect([...(await keyIdsInUse(rotated))]).toEqual([newKey.id]);
      const alone = new VerificationTokens(storeOn(database, clock, keyringOf(newKey)));
      expect(await alone.accepted()).toEqual([TOKEN]);
      // With the wrong key nothing is trusted.
      expect(await tokens.accepted()).toEqual([]);
    });

    it('one token in the place of another does not open', async () => {
      await tokens.accept(await received(TOKEN));
      await tokens.accept(await received(OTHER));
      const [first, second] = await rows();
      await database.change((changes) =>
        changes
          .updateTable('webhook_tokens')
          .set({ wrapped_key: first?.wrapped_key ?? '', ciphertext: first?.ciphertext ?? '' })
          .where('token_hash', '=', second?.token_hash ?? '')
          .execute(),
      );
      expect(await tokens.accepted()).toHaveLength(1);
    });

    it('an event is taken once, of several deliveries at the same moment too', async () => {
      const events = new ProcessedEvents(database);
      const end = new Date(clock.now().getTime() + 1000);
      const takes = await Promise.all([1, 2, 3].map(() => events.markProcessed('event-1', end, clock.now())));
      expect(takes.filter(Boolean)).toHaveLength(1);
      expect(await events.markProcessed('event-2', end, clock.now())).toBe(true);
      expect(await new ProcessedEvents(database).markProcessed('event-1', end, clock.now())).toBe(false);
    });

    it('events that are over leave the table', async () => {
      const end = new Date(clock.now().getTime() + 1000);
      await new ProcessedEvents(database).markProcessed('event-1', end, clock.now());
      await clock.advance(1000);
      const later = new Date(clock.now().getTime() + 1000);
      await new ProcessedEvents(database).markProcessed('event-2', later, clock.now());
      const left = await database.queries.selectFrom('webhook_events').select('event_id').execute();
      expect(left).toEqual([{ event_id: 'event-2' }]);
    });
  });
}

adapters.forEach(describeStores);
