import * as z from 'zod';
import type { CredentialsDatabase } from '../../database/database.js';
import type { OauthStatesTable } from '../../database/schema.js';
import { updateSigned } from '../../database/signed-rows.js';
import { parseConnectionId, readSpaceId, type ConnectionId, type SpaceId } from '../../ids.js';

/** Stored as the space if it is that of the person whom Notion will identify. */
const SPACE_OF_CONSENTING_PERSON = '@';

/**
 * What continues here once Notion has identified the person: an app's authorization request, the connections page, or
 * an app's call that was answered with a link for one person only.
 */
const continuation = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('request'), uid: z.string() }),
  /** Absent `to`: the page of connections. */
  z.object({ kind: z.literal('connections'), to: z.literal('chat').optional() }),
  z.object({ kind: z.literal('call'), clientId: z.string(), personId: z.string() }),
  /**
   * A sign-in to the hosted server: a link to one, or, with the rest, one that a browser was sent to. `person`: the one who
   * has to be the one that signs in. `toConnections`: whether the browser continues at the page of connections.
   */
  z.object({
    kind: z.literal('hosted'),
    person: z.string().nullable(),
    toConnections: z.boolean(),
    link: z.string().optional(),
    sealed: z.object({ wrappedKey: z.string(), ciphertext: z.string() }).optional(),
  }),
]);
export type Continuation = z.output<typeof continuation>;

/** An authorization that was started and has not returned from Notion. */
export interface PendingAuthorization {
  /** Null if the space is that of the person whom Notion will identify. */
  readonly spaceId: SpaceId | null;
  /** Where to send the person afterwards; validated before it was stored. */
  readonly returnTo: string | null;
  /** The connection to renew, if known. */
  readonly reconnects: ConnectionId | null;
  /** Who started it, for the event log. */
  readonly by: string;
  /** What continues here afterwards. */
  readonly continues?: Continuation | undefined;
}

/** Result of taking a pending authorization. `gone`: unknown, used or expired, without saying which. */
export type ConsumedState =
  | { readonly kind: 'taken'; readonly pending: PendingAuthorization }
  | { readonly kind: 'wrong_browser' }
  | { readonly kind: 'gone' };

/** Stores pending authorizations, keyed only by hashes of their secrets. */
export interface OauthStateStore {
  put(stateHash: string, pending: PendingAuthorization, expiresAt: Date, now: Date): Promise<void>;
  /** Whether it can still be finished. */
  isPending(stateHash: string, now: Date): Promise<boolean>;
  /** Returns it without taking it; undefined if it is gone. */
  find(
    stateHash: string,
    now: Date,
  ): Promise<{ readonly pending: PendingAuthorization; readonly expiresAt: Date } | undefined>;
  /** Cancels it before it is finished and returns it; undefined if it was gone. */
  end(stateHash: string, now: Date): Promise<PendingAuthorization | undefined>;
  /** Binds it to this browser; only that one can finish it. False if it is gone. */
  bind(stateHash: string, browserHash: string, now: Date): Promise<boolean>;
  /** Returns it once, to the browser it is bound to; of several concurrent calls, one gets it. */
  consume(stateHash: string, browserHash: string, now: Date): Promise<ConsumedState>;
}

/** A store in the connections database, so that any process can answer the callback. */
export function oauthStateStore(database: CredentialsDatabase): OauthStateStore {
  return new DatabaseStateStore(database);
}

class DatabaseStateStore implements OauthStateStore {
  readonly #database: CredentialsDatabase;

  constructor(database: CredentialsDatabase) {
    this.#database = database;
  }

  put(stateHash: string, pending: PendingAuthorization, expiresAt: Date, now: Date): Promise<void> {
    return this.#database.change(async (changes) => {
      await changes.deleteFrom('oauth_states').where('expires_at', '<=', now.toISOString()).execute();
      await changes
        .insertInto('oauth_states')
        .values(
          this.#database.macs.signed('oauth_states', {
            state_hash: stateHash,
            browser_hash: null,
            space_id: pending.spaceId ?? SPACE_OF_CONSENTING_PERSON,
            return_to: pending.returnTo,
            reconnects: pending.reconnects,
            started_by: pending.by,
            expires_at: expiresAt.toISOString(),
            continues: pending.continues === undefined ? null : JSON.stringify(pending.continues),
          }),
        )
        .execute();
    });
  }

  async isPending(stateHash: string, now: Date): Promise<boolean> {
    const row = await this.#database.queries
      .selectFrom('oauth_states')
      .selectAll()
      .where('state_hash', '=', stateHash)
      .where('expires_at', '>', now.toISOString())
      .executeTakeFirst();
    return row !== undefined && this.#isValid(row, { state_hash: stateHash }, now);
  }

  async find(
    stateHash: string,
    now: Date,
  ): Promise<{ readonly pending: PendingAuthorization; readonly expiresAt: Date } | undefined> {
    const row = await this.#database.queries
      .selectFrom('oauth_states')
      .selectAll()
      .where('state_hash', '=', stateHash)
      .where('expires_at', '>', now.toISOString())
      .executeTakeFirst();
    return row && this.#isValid(row, { state_hash: stateHash }, now)
      ? { pending: toPending(row), expiresAt: new Date(row.expires_at) }
      : undefined;
  }

  end(stateHash: string, now: Date): Promise<PendingAuthorization | undefined> {
    return this.#database.change(async (changes) => {
      const row = await changes
        .deleteFrom('oauth_states')
        .where('state_hash', '=', stateHash)
        .where('expires_at', '>', now.toISOString())
        .returningAll()
        .executeTakeFirst();
      return row && this.#isValid(row, { state_hash: stateHash }, now) ? toPending(row) : undefined;
    });
  }

  bind(stateHash: string, browserHash: string, now: Date): Promise<boolean> {
    return this.#database.change((changes) =>
      updateSigned(this.#database, changes, 'oauth_states', { state_hash: stateHash }, ({ expires_at }) =>
        expires_at > now.toISOString() ? { browser_hash: browserHash } : undefined,
      ),
    );
  }

  consume(stateHash: string, browserHash: string, now: Date): Promise<ConsumedState> {
    return this.#database.change(async (changes): Promise<ConsumedState> => {
      // One statement finds and deletes, so that two callbacks cannot both get it.
      const row = await changes
        .deleteFrom('oauth_states')
        .where('state_hash', '=', stateHash)
        .where('browser_hash', '=', browserHash)
        .where('expires_at', '>', now.toISOString())
        .returningAll()
        .executeTakeFirst();
      if (row !== undefined) {
        return this.#isValid(row, { state_hash: stateHash, browser_hash: browserHash }, now)
          ? { kind: 'taken', pending: toPending(row) }
          : { kind: 'gone' };
      }
      const other = await changes
        .selectFrom('oauth_states')
        .select('state_hash')
        .where('state_hash', '=', stateHash)
        .where('expires_at', '>', now.toISOString())
        .executeTakeFirst();
      return { kind: other === undefined ? 'gone' : 'wrong_browser' };
    });
  }

  /** Checks the query's conditions on the row again: see `RowMacs.isGenuine`. */
  #isValid(row: OauthStatesTable, asked: Readonly<Record<string, string>>, now: Date): boolean {
    return row.expires_at > now.toISOString() && this.#database.macs.isGenuine('oauth_states', row, asked);
  }
}

function toPending(row: OauthStatesTable): PendingAuthorization {
  const spaceId = row.space_id === SPACE_OF_CONSENTING_PERSON ? null : readSpaceId(row.space_id);
  if (spaceId === undefined) {
    throw new Error('A stored authorization names no valid space.');
  }
  return {
    spaceId,
    returnTo: row.return_to,
    reconnects: row.reconnects === null ? null : (parseConnectionId(row.reconnects) ?? null),
    by: row.started_by,
    ...(row.continues === null ? {} : { continues: continuation.parse(JSON.parse(row.continues)) }),
  };
}
