import { expect, it } from '@jest/globals';
import type { ConnectionId } from '../../src/ids.js';
import type { Connection } from '../../src/credentials/connections/read-connections.js';
import type { NotionConnection } from '../../src/notion/client/connection.js';
import {
  SpaceWorkspaces,
  type SpaceWorkspacesOptions,
  type VisibleSelection,
} from '../../src/connections/space-workspaces.js';

const ROOT = '0fcfb079ef8f440a887810524fe8ca0e';
const id = 'con_1' as ConnectionId;
const whole = { marker: 'the whole connection' } as unknown as NotionConnection;

/** A call of an app that sees this part when it opens its workspace. */
function callOf(visible: SpaceWorkspacesOptions['visibleConnections']): SpaceWorkspaces {
  const connection = {
    kind: 'rest',
    id,
    status: 'connected',
    workspace: { id: ROOT, name: 'North', icon: null },
    owner: { userId: null, name: null },
  };
  return new SpaceWorkspaces('space' as never, {
    // As much as is read here.
    credentials: {
      connectionsOf: () => Promise.resolve([connection as unknown as Connection]),
      markUsed: () => Promise.resolve(),
    } as unknown as SpaceWorkspacesOptions['credentials'],
    registry: { open: () => whole } as unknown as SpaceWorkspacesOptions['registry'],
    links: { linkFor: () => Promise.resolve('https://mcp.example/go') },
    visibleConnections: visible,
  });
}

it('keeps an app to the pages that its person has chosen by the time the call opens the workspace', async () => {
  let part: VisibleSelection = { connectionIds: new Set(), roots: null };
  const visible = (): Promise<VisibleSelection> => Promise.resolve(part);
  const call = callOf(visible);
  // The person chooses while the call waits.
  part = { connectionIds: new Set([id]), roots: [ROOT] };
  expect(await call.open(undefined)).not.toBe(whole);
  part = { connectionIds: new Set([id]), roots: null };
  expect(await callOf(visible).open(undefined)).toBe(whole);
});
