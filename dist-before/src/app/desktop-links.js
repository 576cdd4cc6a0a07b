import { randomBytes } from 'node:crypto';
import { systemClock } from '../clock.js';
import { ConnectLinks } from '../notion-oauth/connect-links.js';
/** Each link is served by its own server on 127.0.0.1, as for the command `connect`; a new one ends the last. */
export function desktopLinks({ oauth, credentials }, log) {
    if (oauth === undefined) {
        return { linkFor: () => Promise.resolve(undefined) };
    }
    let last;
    const start = async (spaceId) => {
        // Loaded on demand: most processes never connect anything.
        const { startLoopbackConnect } = await import('../notion-oauth/loopback.js');
        last?.abort();
        const { signal } = (last = new AbortController());
        let isOpen = true;
        const link = await new Promise((announce, reject) => {
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
            }
            catch {
                log.warn('no free port to connect a workspace; run notion-rest-mcp connect for details');
                return undefined;
            }
        },
    };
}
