import { systemClock } from '../credentials/clock.js';
import type { SpaceId } from '../credentials/identifiers.js';
import { ConnectConsent } from '../mcp/connect-consent.js';
import type { McpServerOptions } from '../mcp/server.js';
import type { LockdownRule } from '../notion/lockdown.js';
import { ConnectionRegistry } from '../spaces/connection-registry.js';
import { SpaceWorkspaces } from '../spaces/space-workspaces.js';
import { observeConnections } from '../telemetry/connection-counts.js';
import type { Log } from '../telemetry/log.js';
import { desktopLinks } from './desktop-links.js';
import { openLimits, type LimitSettings } from './shared-limits.js';
import { openStore, type StoreSettings } from './open-store.js';
import { sharing } from './sharing.js';

/** The workspaces that people connected for a space of this machine, as they are when a call asks, and a way to connect more. */
export async function storedWorkspaces(
  settings: Omit<StoreSettings, 'log'> &
    LimitSettings & {
      readonly callDeadlineMilliseconds: number;
      readonly lockdown: LockdownRule | undefined;
      readonly roots?: readonly string[] | undefined;
    },
  spaceId: SpaceId,
  log: Log,
): Promise<Required<Pick<McpServerOptions, 'workspacesOf' | 'consent'>>> {
  const store = await openStore({ ...settings, log });
  const { credentials, sealer } = store;
  observeConnections(() => credentials.countConnections());
  const { redis, windows } = await openLimits(settings, log);
  const registry = new ConnectionRegistry({
    apiUrl: settings.apiUrl,
    deadlineMilliseconds: settings.callDeadlineMilliseconds,
    requestsPerMinute: settings.requestsPerMinute,
    lockdown: settings.lockdown,
    windows,
    ...sharing(redis, store, log),
  });
  const links = desktopLinks(store, log);
  return {
    workspacesOf: () =>
      new SpaceWorkspaces(spaceId, { credentials, registry, links, visible: 'all', roots: settings.roots }),
    consent: new ConnectConsent({ sealer, clock: systemClock }),
  };
}
