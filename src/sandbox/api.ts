import type { Connections } from './connections.js';
import { allRoutes } from './endpoints.js';
import { ApiError, invalidRequestUrl, missingCapability, unauthorized, validationError } from './errors.js';
import { workspaceSeenBy } from './oauth/accounts.js';
import { isOauthPath } from './oauth/path.js';
import { doPending } from './pending.js';
import { isObject } from './query/json.js';
import { Accepted, matchRoute } from './route.js';
import type { CarriedOut } from './webhooks/written-events.js';
import type { Workspace } from './workspace.js';
import type { ApiRequest } from './api-request.js';

/** The one version whose shapes the sandbox gives. */
const notionVersion = '2026-03-11';

/** Largest body of one request. */
const MAX_BODY_BYTES = 500_000;

/** Status and JSON body, without the request id. */
interface ApiAnswer {
  readonly status: number;
  readonly body: Record<string, unknown>;
}

/** The template of the endpoint that a request meets, such as `GET /v1/pages/{page_id}`. */
export function endpointOf(method: string, path: string): string {
  // The OAuth paths have no parameters and are answered by the authorization server.
  return isOauthPath(path)
    ? `${method} ${path}`
    : (matchRoute(allRoutes, method, path)?.route.endpoint ?? `${method} (unknown)`);
}

function checkVersion(version: string | undefined): void {
  if (version === undefined) {
    throw new ApiError(
      400,
      'missing_version',
      'Notion-Version header failed validation: Notion-Version header should be defined, instead was `undefined`.',
    );
  }
  if (version !== notionVersion) {
    throw new ApiError(
      400,
      'validation_error',
      `Notion-Version header failed validation: the sandbox serves \`"${notionVersion}"\`, instead was \`${JSON.stringify(version)}\`.`,
    );
  }
}

function parseBody(text: string): Readonly<Record<string, unknown>> {
  if (Buffer.byteLength(text) > MAX_BODY_BYTES) {
    throw validationError(`Request body too large: at most ${MAX_BODY_BYTES} bytes are allowed.`);
  }
  if (text === '') {
    return {};
  }
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    body = undefined;
  }
  if (!isObject(body)) {
    throw new ApiError(400, 'invalid_json', 'Error parsing JSON body.');
  }
  return body;
}

/** Answers one request: a pure function of the workspaces, of which a token reaches only its own. Says what was written. */
export function answerApi(
  request: ApiRequest,
  workspaces: ReadonlyMap<string, Workspace>,
  connections: Connections,
  onWrite?: (write: CarriedOut) => void,
): ApiAnswer {
  try {
    const connection = connections.ofHeader(request.authorization);
    const whole = connection && workspaces.get(connection.workspaceId);
    if (connection === undefined || whole === undefined) {
      throw unauthorized();
    }
    const workspace = workspaceSeenBy(whole, connection);
    checkVersion(request.version);
    const match = matchRoute(allRoutes, request.method, request.path);
    if (match === undefined) {
      throw invalidRequestUrl();
    }
    const { needs } = match.route;
    if (needs !== undefined && connection.capabilities?.has(needs) === false) {
      throw missingCapability();
    }
    const { query } = request;
    const body = parseBody(request.bodyText);
    const { parameters } = match;
    const { form } = request;
    doPending(workspace);
    const answer = match.route.answer({ workspace, connection, parameters, query, body, form });
    if (request.method !== 'GET') {
      const carriedOut = answer instanceof Accepted ? answer.body : answer;
      onWrite?.({ workspace, endpoint: match.route.endpoint, parameters, body, answer: carriedOut });
    }
    return answer instanceof Accepted ? { status: 202, body: answer.body } : { status: 200, body: answer };
  } catch (error) {
    if (error instanceof ApiError) {
      return { status: error.status, body: error.body() };
    }
    throw error;
  }
}
