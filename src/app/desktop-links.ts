import { randomBytes } from 'node:crypto';
import { systemClock } from '../clock.js';
import type { SpaceId } from '../ids.js';
import { ConnectLinks, type ConnectLink } from '../notion-oauth/connect-links.js';
import type { Log } from '../telemetry/log/log.js';
import type { OpenStore } from './open-store.js';

/** The link where a person on this machine connects; undefined without an OAuth client or a free port. */
interface DesktopLinks {
  linkFor(spaceId: SpaceId): Promise<string | undefined>;
}

/** Each link is served by its own server on 127.0.0.1, as for the command `connect`; a new one ends the last. */
export function desktopLinks(
  { oauth, credentials }: Pick<OpenStore, 'oauth' | 'credentials'>,
  log: Log,
): DesktopLinks {
  if (oauth === undefined) {
    return { linkFor: () => Promise.resolve(undefined) };
  }
  let last: AbortController | undefined;
  const start = async (spaceId: SpaceId): Promise<ConnectLink> => {
    // Loaded on demand: most processes never connect anything.
    const { startLoopbackConnect } = await import('../notion-oauth/loopback.js');
    last?.abort();
    const { signal } = (last = new AbortController());
    let isOpen = true;
    const link = await new Promise<string>((announce, reject) => {
      startLoopbackConnect({
        spaceId,
        oauth,
        credentials,
        clock: systemClock,
        randomBytes,
        log,
        announce,
        signal,
      })
        .finally(() => (isOpen = false))
        // No effect once the link was announced: the browser shows the outcome.
        .catch(reject);
    });
    return { link, isOpen: () => Promise.resolve(isOpen) };
  };
  const links = new ConnectLinks(start, systemClock);
  return {
    linkFor: async (spaceId) => {
      try {
        return await links.linkFor(spaceId);
      } catch {
        log.warn('no free port to connect a workspace; run notion-rest-mcp connect for details');
        return undefined;
      }
    },
  };
}
