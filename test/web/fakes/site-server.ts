import express, { type Express } from 'express';
import type { Log } from '../../../src/telemetry/log/log.js';
import { browserNotFound, siteRoutes } from '../../../src/web/site-routes.js';
import { NOW, type People } from './people.js';
import { startTestServer } from '../../support/servers/test-server.js';

/** The site on a free port of this machine. */
export interface SiteServer {
  readonly origin: string;
  close(): Promise<void>;
}

/** Serves what `mount` adds to an empty app. */
export async function serveApp(mount: (app: Express, origin: string) => void): Promise<SiteServer> {
  const app = express();
  const server = await startTestServer(app);
  const origin = server.origin;
  mount(app, origin);
  return {
    origin,
    close: server.close,
  };
}

/** The pages for these people, at the public address of a real server or at its own. */
export function serveSite(
  people: People,
  options: { readonly publicUrl?: string; readonly log: Log; readonly startsPerMinute?: number },
  more: (app: Express, origin: string) => void = () => {},
): Promise<SiteServer> {
  return serveApp((app, origin) => {
    app.use(
      siteRoutes({
        publicUrl: origin,
        mcpPath: '/mcp',
        sessions: people,
        connections: people,
        startsPerMinute: 60,
        now: () => NOW,
        ...options,
      }),
    );
    more(app, origin);
    app.use(browserNotFound(options.publicUrl ?? origin));
  });
}
