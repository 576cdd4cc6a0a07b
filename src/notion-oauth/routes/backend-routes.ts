import { Router, type Request, type RequestHandler, type Response } from 'express';
import type * as z from 'zod';
import type { Credentials } from '../../credentials/credentials.js';
import { parseConnectionId, type ConnectionId, type SpaceId } from '../../ids.js';
import type { Connection } from '../../credentials/connections/read-connections.js';
import { limitPerCaller } from '../../http/limits/limit-per-minute.js';
import type { Log } from '../../telemetry/log/log.js';
import {
  authorizedCallerOf,
  serviceKeyGuard,
  refuseUnknown,
  spaceOrRefuse,
  type Authorize,
} from './service-key-guard.js';
import type { ConnectFlow } from '../flow.js';
import { jsonErrorHandler, only, refuse } from '../../http/http-responses.js';
import { securityHeaders } from '../../http/security-headers.js';
import { jsonBody } from '../../http/whole-body.js';
import { parseOrRefuse, spaceQuery, startBody } from './request-schemas.js';
import type { connectionView } from './response-schemas.js';
import type { RevokeAtNotion } from '../revoke-at-notion.js';

/** Bytes: far more than the longest body needs. */
const MAX_BODY_BYTES = 16 * 1024;
const PREFIX = '/integrations/notion';
const REST_IS_OFF =
  'REST connections are off at this server: set NOTION_CLIENT_ID and NOTION_CLIENT_SECRET, or call /api/notion/oauth/start.';

/** How far a space is with the hosted server, and how a connection to it is made again. */
export interface HostedStarts {
  statusOf(spaceId: SpaceId): Promise<string>;
  start(request: {
    readonly spaceId: SpaceId;
    readonly returnTo: string | null;
    readonly reconnects: ConnectionId;
    readonly by: string;
  }): Promise<{ readonly authorizeUrl: string; readonly state: string }>;
}

/** What the routes for backends need. */
interface BackendRoutesOptions {
  /** Undefined where nothing is connected over REST. */
  readonly flow: ConnectFlow | undefined;
  readonly credentials: Pick<Credentials, 'allConnectionsOf' | 'findConnection' | 'disconnect'>;
  /** Absent where hosted connections are off. */
  readonly hosted?: HostedStarts | undefined;
  readonly authorize: Authorize;
  readonly revoke: RevokeAtNotion;
  /** Origins that people may be sent back to. */
  readonly returnOrigins: readonly string[];
  /** Flows that one caller may start per minute. */
  readonly startsPerMinute: number;
  readonly log: Log;
}

/** The addresses that backends call with a service key: start, list, disconnect, reconnect. */
export function backendRoutes(options: BackendRoutesOptions): Router {
  const { flow, credentials, hosted, revoke, log } = options;
  const asked = startBody(options.returnOrigins);
  const authorized = serviceKeyGuard(options.authorize);
  // Each started flow stores a row for ten minutes. Counted by key, which the previous guard has checked.
  const limited = limitPerCaller(options.startsPerMinute, callerOf, (response) => {
    const seconds = String(response.getHeader('retry-after'));
    refuse(
      response,
      429,
      'too_many_requests',
      `Too many connections were started. Try again in ${seconds} s.`,
    );
  });

  const start = async (request: Request, response: Response): Promise<void> => {
    if (flow === undefined) {
      refuse(response, 400, 'invalid_request', REST_IS_OFF);
      return;
    }
    const query = parseOrRefuse(spaceQuery, request.query, response);
    const body = query && parseOrRefuse(asked, request.body ?? {}, response);
    const spaceId = body && spaceOrRefuse(request, response, query?.spaceId, body.spaceId);
    if (spaceId !== undefined) {
      const returnTo = body?.returnTo ?? null;
      response.json(await flow.start({ spaceId, returnTo, reconnects: null, by: callerOf(request) }));
    }
  };

  const list = async (request: Request, response: Response): Promise<void> => {
    const query = parseOrRefuse(spaceQuery, request.query, response);
    const spaceId = query && spaceOrRefuse(request, response, query.spaceId);
    if (spaceId !== undefined) {
      const connections = await credentials.allConnectionsOf(spaceId);
      response.json({
        connections: connections.map(publicView),
        ...(hosted === undefined ? {} : { hosted: { status: await hosted.statusOf(spaceId) } }),
      });
    }
  };

  const disconnect = async (request: Request, response: Response): Promise<void> => {
    const query = parseOrRefuse(spaceQuery, request.query, response);
    const spaceId = query && spaceOrRefuse(request, response, query.spaceId);
    if (spaceId === undefined) {
      return;
    }
    const id = parseConnectionId(String(request.params['id']));
    const ended = id && (await credentials.disconnect(spaceId, id, callerOf(request)));
    if (ended?.found !== true) {
      refuseUnknown(response);
      return;
    }
    const revokedAtNotion = ended.tokens !== undefined && (await revoke(ended.tokens));
    log.info('disconnected a workspace', { space: spaceId, connection: id, revokedAtNotion });
    response.json({ id, status: 'disconnected', revokedAtNotion });
  };

  const reconnect = async (request: Request, response: Response): Promise<void> => {
    const query = parseOrRefuse(spaceQuery, request.query, response);
    const body = query && parseOrRefuse(asked, request.body ?? {}, response);
    const spaceId = body && spaceOrRefuse(request, response, query?.spaceId, body.spaceId);
    if (spaceId === undefined) {
      return;
    }
    const connection = await findConnection(credentials, spaceId, String(request.params['id']));
    if (connection === undefined) {
      refuseUnknown(response);
      return;
    }
    const returnTo = body?.returnTo ?? null;
    const wanted = { spaceId, returnTo, reconnects: connection.id, by: callerOf(request) };
    if (connection.kind === 'rest') {
      if (flow === undefined) {
        refuse(response, 400, 'invalid_request', REST_IS_OFF);
        return;
      }
      response.json(await flow.start(wanted));
    } else if (hosted === undefined) {
      refuse(response, 400, 'invalid_request', 'Hosted connections are off at this server: set HOSTED=on.');
    } else {
      response.json(await hosted.start(wanted));
    }
  };

  const router = Router();
  const json = jsonBody(MAX_BODY_BYTES);
  const toNotion = [authorized, limited, jsonOnly, json];
  router.use(PREFIX, securityHeaders);
  router.all(`${PREFIX}/oauth/start`, only('POST'), ...toNotion, start);
  router.all(`${PREFIX}/connections`, only('GET'), authorized, list);
  router.all(`${PREFIX}/connections/:id`, only('DELETE'), authorized, disconnect);
  router.all(`${PREFIX}/connections/:id/reconnect`, only('POST'), ...toNotion, reconnect);
  router.use(
    PREFIX,
    jsonErrorHandler(log, ({ message, advice }) => `${message} ${advice}`),
  );
  return router;
}

/** A body not declared as JSON is refused rather than ignored; where all fields are optional, none is needed. */
const jsonOnly: RequestHandler = (request, response, next) => {
  const { 'content-length': length, 'transfer-encoding': encoding } = request.headers;
  const isEmpty = encoding === undefined && (length === undefined || length === '0');
  if (!isEmpty && request.is('application/json') === false) {
    refuse(response, 415, 'unsupported_media_type', 'The Content-Type must be application/json.');
    return;
  }
  next();
};

async function findConnection(
  credentials: BackendRoutesOptions['credentials'],
  spaceId: SpaceId,
  text: string,
): Promise<Connection | undefined> {
  const id: ConnectionId | undefined = parseConnectionId(text);
  return id && credentials.findConnection(spaceId, id);
}

function callerOf(request: Request): string {
  return authorizedCallerOf(request).caller ?? 'backend';
}

/** A connection as its backend may see it, field by field: new fields of the record are not published by default. */
function publicView(connection: Connection): z.output<typeof connectionView> {
  const { id, kind, workspace, owner, botId, status, reconnectReason } = connection;
  const { connectedAt, refreshedAt, lastUsedAt } = connection;
  return {
    id,
    kind,
    workspace: { id: workspace.id, name: workspace.name, icon: workspace.icon },
    owner: { userId: owner.userId, name: owner.name },
    botId,
    status,
    reconnectReason,
    connectedAt: connectedAt.toISOString(),
    refreshedAt: refreshedAt?.toISOString() ?? null,
    lastUsedAt: lastUsedAt?.toISOString() ?? null,
  };
}
