import { afterEach, beforeEach, expect, it, jest } from '@jest/globals';
import { ConnectionRegistry } from '../../src/connections/connection-registry.js';
import type { RestConnection } from '../../src/credentials/connections/read-connections.js';
import { parseConnectionId, parseCredentialId, parseSpaceId } from '../../src/ids.js';

const MINUTE = 60_000;

/** Connections whose cache was made, in order. */
let made: string[];
let registry: ConnectionRegistry;

beforeEach(() => {
  jest.useFakeTimers();
  made = [];
  registry = new ConnectionRegistry({
    apiUrl: undefined,
    deadlineMilliseconds: 5000,
    requestsPerMinute: 180,
    sharedReads: ({ id }) => {
      made.push(id);
      return { fetch: async () => undefined, store: () => {}, drop: () => {} };
    },
  });
});
afterEach(() => {
  jest.useRealTimers();
});

function open(name: string): void {
  const uuid = `${name.repeat(8)}-0000-4000-8000-000000000000`;
  const [id, spaceId, botId] = [parseConnectionId(uuid), parseSpaceId('red'), parseCredentialId(uuid)];
  if (id === undefined || spaceId === undefined || botId === undefined) {
    throw new Error('These are no ids.');
  }
  const connection: RestConnection = {
    id,
    spaceId,
    botId,
    workspace: { id: uuid, name: null, icon: null },
    owner: { userId: null, name: null },
    status: 'connected',
    kind: 'rest',
    reconnectReason: null,
    version: 1,
    connectedAt: new Date(0),
    refreshedAt: null,
    lastUsedAt: null,
  };
  registry.open(connection, { token: 'ntn_x' });
}

it('the cache of a connection in use is kept', () => {
  for (let minutes = 0; minutes < 60; minutes += 5) {
    open('a');
    jest.advanceTimersByTime(5 * MINUTE);
  }
  expect(made).toHaveLength(1);
});

it('the cache of an idle connection is dropped, and made again with its next call', () => {
  open('a');
  jest.advanceTimersByTime(16 * MINUTE);
  open('b');
  open('a');
  expect(made.map((id) => id.slice(0, 1))).toEqual(['a', 'b', 'a']);
});
