import { Router, type RequestHandler } from 'express';
import type { Log } from '../telemetry/log/log.js';
import { isBrowser } from './browser-pages.js';
import { connectionsRoutes } from './connections-routes.js';
import { pageErrorHandler } from './form-guard.js';
import { homePage } from './pages/home-page.js';
import { noticePage } from './pages/notice-page.js';
import type { PersonChanges, PersonConnections, PersonHosted, PersonSessions } from './ports.js';
import { notFound } from './pages/problem-pages.js';
import { sendPage } from './send-page.js';
import { sitePaths } from './site-paths.js';

/** Connect flows that one address may start per minute: human clicks, with headroom for a busy day. */
const DEFAULT_STARTS_PER_MINUTE = 60;

/** Options of the site. */
interface SiteOptions {
  /** Public address of this server, without a trailing slash. */
  readonly publicUrl: string;
  /** Path of the MCP endpoint below it. */
  readonly mcpPath: string;
  readonly sessions: PersonSessions;
  readonly connections: PersonConnections;
  /** Absent where hosted connections are off. */
  readonly hosted?: PersonHosted | undefined;
  /** Absent where nothing can be changed. */
  readonly changes?: PersonChanges | undefined;
  /** Whether the page of the chat is served beside these. */
  readonly hasChat?: boolean;
  /** Whether texts of pages are kept for search. */
  readonly keepsIndex?: boolean;
  readonly now: () => Date;
  readonly log: Log;
  readonly startsPerMinute?: number;
}

/** The pages for people: `/`, `/connections` and everything below it. Mount at the root. */
export function siteRoutes(options: SiteOptions): Router {
  const { publicUrl, mcpPath, log, startsPerMinute = DEFAULT_STARTS_PER_MINUTE, hasChat = false } = options;
  const paths = sitePaths(publicUrl, { hasChat });
  const router = Router();
  const facts = { makesChanges: options.changes !== undefined, keepsIndex: options.keepsIndex ?? false };
  router.get('/', (_request, response) =>
    sendPage(response, homePage(`${publicUrl}${mcpPath}`, paths, facts)),
  );
  router.use('/connections', connectionsRoutes({ ...options, paths, startsPerMinute }));
  router.use(pageErrorHandler(log));
  return router;
}

/** Answers browsers whose request matched no route; other clients pass. Mount after all routes. */
export function browserNotFound(publicUrl: string): RequestHandler {
  const page = noticePage(notFound(sitePaths(publicUrl).home));
  return (request, response, next) => {
    if (isBrowser(request)) {
      sendPage(response, page);
      return;
    }
    next();
  };
}
