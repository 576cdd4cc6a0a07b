import type { ConnectionId, SpaceId } from '../../ids.js';
import type { Store } from '../store.js';

/** Milliseconds. The time of last use is only displayed, so not every tool call has to write it. */
const LAST_USED_PRECISION_MS = 60_000;

/** Records that a connection serves a call, at most once a minute whatever the number of processes. */
export class LastUsedTracker {
  readonly #store: Store;
  /** The last time that this process wrote, per connection, so that most calls do not touch the database. */
  readonly #written = new Map<ConnectionId, number>();

  constructor(store: Store) {
    this.#store = store;
  }

  async mark(spaceId: SpaceId, connectionId: ConnectionId): Promise<void> {
    const now = this.#store.clock.now();
    const stale = now.getTime() - LAST_USED_PRECISION_MS;
    if ((this.#written.get(connectionId) ?? -Infinity) > stale) {
      return;
    }
    this.#written.set(connectionId, now.getTime());
    await this.#store.database.change(async (changes) => {
      const own = await changes
        .selectFrom('connections')
        .select('id')
        .where('space_id', '=', spaceId)
        .where('id', '=', connectionId)
        .executeTakeFirst();
      if (own === undefined) {
        return;
      }
      await changes
        .insertInto('connection_uses')
        .values({ connection_id: connectionId, last_used_at: now.toISOString() })
        .onConflict((conflict) =>
          conflict
            .column('connection_id')
            .doUpdateSet({ last_used_at: now.toISOString() })
            .where('connection_uses.last_used_at', '<=', new Date(stale).toISOString()),
        )
        .execute();
    });
  }
}
