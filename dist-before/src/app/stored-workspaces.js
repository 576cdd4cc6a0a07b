import { systemClock } from '../clock.js';
import { ConnectConsent } from '../mcp/elicitation/connect-consent.js';
import { ConnectionRegistry } from '../connections/connection-registry.js';
import { SpaceWorkspaces } from '../connections/space-workspaces.js';
import { observeConnections } from '../telemetry/gauges.js';
import { changeSupport } from './changes/change-support.js';
import { desktopLinks } from './desktop-links.js';
import { openLimits } from './shared-limits.js';
import { openStore } from './open-store.js';
import { storedIndexes } from './search-index/stored-indexes.js';
import { openSharedCache } from './shared-cache.js';
/** The workspaces connected for a space of this machine, at the time of each call, and a way to connect more. */
export async function storedWorkspaces(settings, spaceId, log) {
    const store = await openStore({ ...settings, log });
    const { writes } = settings;
    const { credentials, sealer } = store;
    observeConnections(() => credentials.countConnections());
    const { redis, windows } = await openLimits(settings, log);
    const shared = openSharedCache(redis, store, log);
    const indexes = await storedIndexes(settings.searchIndex, { ...settings, ...shared, store, log });
    const registry = new ConnectionRegistry({
        apiUrl: settings.apiUrl,
        deadlineMilliseconds: settings.callDeadlineMilliseconds,
        requestsPerMinute: settings.requestsPerMinute,
        lockdown: settings.lockdown,
        writes,
        windows,
        ...shared,
        textIndexOf: indexes?.textIndexOf,
    });
    const links = desktopLinks(store, log);
    // The hosted server shows its person everything: no limit to some authors or pages reaches there.
    const isLimited = settings.lockdown !== undefined || settings.roots !== undefined;
    const hosted = settings.hosted === undefined || isLimited
        ? undefined
        : (await import('./hosted/stored-halves.js')).storedHalves(credentials, settings.hosted.serverUrl, settings.callDeadlineMilliseconds);
    return {
        workspacesOf: () => new SpaceWorkspaces(spaceId, {
            credentials,
            registry,
            links,
            visibleConnections: 'all',
            roots: settings.roots,
            hosted,
        }),
        changes: writes && changeSupport(writes, () => Promise.resolve(store)),
        consent: new ConnectConsent({ sealer, clock: systemClock }),
        close: async () => indexes?.close(),
    };
}
