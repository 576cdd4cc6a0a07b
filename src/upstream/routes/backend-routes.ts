import { Router, type Request, type RequestHandler, type Response } from 'express';
import { jsonErrorHandler, only, refuse } from '../../http/http-responses.js';
import { limitPerCaller } from '../../http/limits/limit-per-minute.js';
import { securityHeaders } from '../../http/security-headers.js';
import { jsonBody } from '../../http/whole-body.js';
import { parseOrRefuse, spaceQuery, startBody } from '../../notion-oauth/routes/request-schemas.js';
import {
  authorizedCallerOf,
  serviceKeyGuard,
  spaceOrRefuse,
  type Authorize,
} from '../../notion-oauth/routes/service-key-guard.js';
import type { Log } from '../../telemetry/log/log.js';
import type { HostedSignIn } from '../sign-in/hosted-sign-in.js';

/** Bytes: far more than the longest body needs. */
const MAX_BODY_BYTES = 16 * 1024;
/** Addresses of the product before this one. */
const START_PATH = '/api/notion/oauth/start';
const GO_PATH = '/integrations/notion/oauth/mcp/start';

/** What the routes for backends need. */
interface HostedBackendOptions {
  readonly signIn: Pick<HostedSignIn, 'start'>;
  readonly authorize: Authorize;
  /** Origins that people may be sent back to. */
  readonly returnOrigins: readonly string[];
  /** Where browsers continue if the caller names no place. */
  readonly returnBaseUrl: string | undefined;
  /** Sign-ins that one caller may start per minute. */
  readonly startsPerMinute: number;
  /** Where a browser without a key finds the button. */
  readonly connectionsPath: string;
  readonly log: Log;
}

/** `POST /api/notion/oauth/start` gives a link to sign in; `GET /integrations/notion/oauth/mcp/start` leads to one. */
export function hostedBackendRoutes(options: HostedBackendOptions): Router {
  const { signIn, returnOrigins, returnBaseUrl, connectionsPath, log } = options;
  const own = returnBaseUrl === undefined ? [] : [new URL(returnBaseUrl).origin];
  const asked = startBody([...returnOrigins, ...own]);
  const authorized = serviceKeyGuard(options.authorize);
  const limited = limitPerCaller(options.startsPerMinute, callerOf, (response) =>
    refuse(response, 429, 'too_many_requests', 'Too many sign-ins were started. Try again in a minute.'),
  );

  const started = async (
    request: Request,
    response: Response,
    sent: unknown,
  ): Promise<{ readonly authorizeUrl: string; readonly state: string } | undefined> => {
    const query = parseOrRefuse(spaceQuery, request.query, response);
    const body = query && parseOrRefuse(asked, sent, response);
    const spaceId = body && spaceOrRefuse(request, response, query?.spaceId, body.spaceId);
    return spaceId === undefined
      ? undefined
      : signIn.start({
          spaceId,
          returnTo: body?.returnTo ?? returnBaseUrl ?? null,
          reconnects: null,
          by: callerOf(request),
          person: null,
          toConnections: false,
        });
  };

  const start: RequestHandler = async (request, response) => {
    const link = await started(request, response, request.body ?? {});
    if (link !== undefined) {
      response.json(link);
    }
  };

  const go: RequestHandler = async (request, response) => {
    const link = await started(request, response, { ...request.query });
    if (link !== undefined) {
      response.redirect(303, link.authorizeUrl);
    }
  };

  /** A person's browser has no key: on the page of connections it has a session, and a button. */
  const withKey: RequestHandler = (request, response, next) => {
    if (request.headers.authorization === undefined) {
      response.redirect(303, connectionsPath);
    } else {
      next();
    }
  };

  const router = Router();
  router.use([START_PATH, GO_PATH], securityHeaders);
  router.all(START_PATH, only('POST'), authorized, limited, jsonBody(MAX_BODY_BYTES), start);
  router.all(GO_PATH, only('GET'), withKey, authorized, limited, go);
  router.use(
    [START_PATH, GO_PATH],
    jsonErrorHandler(log, ({ message, advice }) => `${message} ${advice}`),
  );
  return router;
}

function callerOf(request: Request): string {
  return authorizedCallerOf(request).caller ?? 'backend';
}
