import { systemClock } from '../credentials/clock.js';
import type { SpaceId } from '../credentials/identifiers.js';
import type { Workspaces } from '../mcp/workspaces.js';
import { ConnectLinks } from '../spaces/connect-links.js';
import { ConnectionRegistry } from '../spaces/connection-registry.js';
import { SpaceWorkspaces } from '../spaces/space-workspaces.js';
import { openStore, type StoreSettings } from './open-store.js';

/** What a person does on a machine without a server to click through. */
const CONNECT_COMMAND = 'run `notion-rest-mcp connect` in a terminal';

/** The workspaces that `notion-rest-mcp connect` stored for a space of this machine. */
export async function storedWorkspaces(
  settings: StoreSettings & { readonly callDeadlineMilliseconds: number },
  spaceId: SpaceId,
): Promise<Workspaces> {
  const { credentials } = await openStore(settings);
  const registry = new ConnectionRegistry({
    apiUrl: settings.apiUrl,
    deadlineMilliseconds: settings.callDeadlineMilliseconds,
  });
  const links = new ConnectLinks(
    () => Promise.resolve({ link: CONNECT_COMMAND, isOpen: () => Promise.resolve(true) }),
    systemClock,
  );
  return new SpaceWorkspaces(spaceId, { credentials, registry, links });
}
