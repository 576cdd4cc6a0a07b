import type { Request, RequestHandler } from 'express';
import { addressForApps } from './pages/problem-pages.js';
import { noticePage } from './pages/notice-page.js';
import { tokenHomePage } from './pages/token-home-page.js';
import { sendPage } from './send-page.js';
import { sitePaths } from './site-paths.js';

/** What browsers get at addresses that are for programs. Both handlers call `next` for everybody else. */
interface BrowserPages {
  /** At the MCP endpoint. */
  readonly endpoint: RequestHandler;
  /** At `/`; absent where other routes have that page. */
  readonly home?: RequestHandler;
}

/** For a server with pages of its own. */
export function sitePages(publicUrl: string): BrowserPages {
  const page = noticePage(addressForApps(sitePaths(publicUrl).home));
  return { endpoint: forBrowsers((_request, response) => sendPage(response, page)) };
}

/** For a server with a token, which has one page. It knows its address from the request: the guard has checked the name. */
export function tokenPages(mcpPath: string, needsToken: boolean): BrowserPages {
  const page: RequestHandler = (request, response) =>
    sendPage(response, tokenHomePage(`${originOf(request)}${mcpPath}`, needsToken));
  return { endpoint: forBrowsers(page), home: forBrowsers(page) };
}

function originOf({ protocol, headers }: Request): string {
  return `${protocol}://${headers.host ?? ''}`;
}

function forBrowsers(handle: RequestHandler): RequestHandler {
  return (request, response, next) => {
    if (isBrowser(request)) {
      void handle(request, response, next);
    } else {
      next();
    }
  };
}

/** Browsers accept HTML when they open an address; apps accept JSON, event streams or anything. */
export function isBrowser({ method, headers }: Pick<Request, 'method' | 'headers'>): boolean {
  return (method === 'GET' || method === 'HEAD') && headers.accept?.includes('text/html') === true;
}
