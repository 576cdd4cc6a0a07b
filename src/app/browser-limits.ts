import { Router, type RequestHandler, type Response } from 'express';
import { refuse } from '../http/http-responses.js';
import { limitConcurrency } from '../http/limits/limit-concurrency.js';
import { limitFailures } from '../http/limits/limit-failures.js';
import { limitPerAddress } from '../http/limits/limit-per-minute.js';
import { CALLBACK_PATH, GO_PATH } from '../notion-oauth/settings.js';
import { HOSTED_CALLBACK_PATH, HOSTED_GO_PATH } from '../upstream/sign-in/hosted-settings.js';
import { noticePage } from '../web/pages/notice-page.js';
import { busyPage, tooManyRequestsPage } from '../web/pages/problem-pages.js';
import { sendPage } from '../web/send-page.js';

/** Forms, or requests of scripts, that one address may send per minute; several people may share an address. */
const MAX_FORMS_PER_MINUTE = 300;
/** Failed returns from Notion that one address may cause per minute: each costs a request to Notion in our name. */
const MAX_RETURNS_PER_MINUTE = 20;

const RETURNS = [CALLBACK_PATH, HOSTED_CALLBACK_PATH];
/** Forms of people. Backends are limited by their keys. */
const FORMS = ['/connections', '/oauth/consent', GO_PATH, HOSTED_GO_PATH, '/chat'];
/** What the script of the chat sends. */
const SCRIPTED = ['/api/chat', '/api/notion/connect', '/api/notion/disconnect'];
/** What a browser shows. Everything else here is read by programs, which a page would tell nothing. */
const PAGES = [...RETURNS, ...FORMS, '/oauth/authorize', '/api/notion/auth', '/api/notion/callback'];

/** Limits for strangers on what needs no key: the pages for people, and what their scripts ask. */
export function browserLimits(): Router {
  const router = Router();
  router.use(limitConcurrency(refuseBusy));
  router.use(RETURNS, limitFailures(MAX_RETURNS_PER_MINUTE, refuseTooMany));
  // One count for both: whoever is refused at one does not go on at the other.
  router.use([...FORMS, ...SCRIPTED], limitPerAddress(MAX_FORMS_PER_MINUTE, refuseTooMany).map(unlessRead));
  return router;
}

/** Reading is bounded by how much of it goes on at once. */
function unlessRead(limit: RequestHandler): RequestHandler {
  return (request, response, next) => {
    if (request.method === 'GET' || request.method === 'HEAD') {
      next();
    } else {
      void limit(request, response, next);
    }
  };
}

function refuseBusy(response: Response): void {
  if (isPage(response)) {
    sendPage(response, noticePage(busyPage));
  } else {
    refuse(response, 503, 'temporarily_unavailable', 'The server is busy. Try again in a few seconds.');
  }
}

function refuseTooMany(response: Response): void {
  if (isPage(response)) {
    sendPage(response, noticePage(tooManyRequestsPage));
  } else {
    refuse(response, 429, 'too_many_requests', 'Too many requests from this address. Try again in a minute.');
  }
}

function isPage({ req: { baseUrl, path } }: Response): boolean {
  const address = `${baseUrl}${path}`;
  return address === '/' || PAGES.some((page) => address === page || address.startsWith(`${page}/`));
}
