import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';
import { answerApi, endpointOf } from './api.js';
import type { ApiRequest } from './api-request.js';
import { Connections } from './connections.js';
import type { Capability } from './connections.js';
import { isFilePath, serveFile } from './files/serve-file.js';
import { faultAnswer, isAfterSaving, rateLimitedAnswer, reasonOf } from './faults/fault.js';
import type { Fault, FaultAnswer } from './faults/fault.js';
import { FaultPlan } from './faults/fault-plan.js';
import type { FaultRate } from './faults/fault-plan.js';
import { savedAnswer } from './faults/saved-answer.js';
import type { HostedSandbox } from './hosted/hosted-sandbox.js';
import type { HostedOptions } from './hosted/options.js';
import { startHosted } from './hosted/start.js';
import { readForm } from './multipart.js';
import { AuthorizationServer } from './oauth/authorization-server.js';
import type { OauthOptions } from './oauth/options.js';
import { isOauthPath } from './oauth/path.js';
import { RateLimiter } from './rate-limit.js';
import type { BudgetWindow, RateLimitOptions } from './rate-limit.js';
import { engineeringWorkspace } from './seed/engineering-workspace.js';
import { WebhookOutbox } from './webhooks/webhook-outbox.js';
import { eventsOf } from './webhooks/written-events.js';
import type { Workspace } from './workspace.js';

/** The bearer token that a sandbox accepts by default. It opens nothing else. */
export const SANDBOX_TOKEN = 'ntn_sandbox_demo_token';

/** How a sandbox behaves. */
export interface SandboxOptions {
  /** 0, the standard, takes any free port. */
  port?: number;
  /** What it holds; the seeded engineering workspace if not given. */
  workspace?: Workspace;
  /** Notion's request budget per connection; none if not given. */
  rateLimit?: RateLimitOptions | undefined;
  /** Wait before every answer. */
  latencyMilliseconds?: number;
  /** Accepted bearer tokens. */
  tokens?: string[];
  /** Further tokens, whose connections have these rights only. */
  limitedTokens?: Readonly<Record<string, readonly Capability[]>>;
  /** Its OAuth client and further workspaces. */
  oauth?: OauthOptions;
  /** Notion's hosted MCP server. */
  hosted?: HostedOptions;
}

/** One request that arrived. */
interface RecordedRequest {
  readonly method: string;
  /** Path and query as they came. */
  readonly path: string;
  /** Such as `GET /v1/pages/{page_id}`. */
  readonly endpoint: string;
  /** 0 where a fault left it without an answer. */
  readonly status: number;
  /** When it arrived and when it was answered, in milliseconds since 1970. */
  readonly at: number;
  readonly until: number;
}

/** One request of a file. It has no token, and is no request to the API. */
interface FileRequest {
  readonly path: string;
  readonly status: number;
}

/** A running sandbox. */
export interface Sandbox {
  readonly url: string;
  readonly workspace: Workspace;
  /** Everything that arrived, in order of arrival at the answer. */
  readonly requests: RecordedRequest[];
  /** The files that were fetched. */
  readonly fileRequests: readonly FileRequest[];
  readonly oauth: AuthorizationServer;
  /** Notion's hosted MCP server, which shows the same workspaces to the people in them. */
  readonly hosted: HostedSandbox;
  /** Events of what was written through the API, for whoever takes or subscribes to them. */
  readonly webhooks: WebhookOutbox;
  /** What every connection has used of its budget, window by window. */
  readonly budgets: readonly Readonly<BudgetWindow>[];
  /** How many 429s were answered for each reason. */
  readonly refusals: ReadonlyMap<string, number>;
  clearRequests(): void;
  /** Lets every address of a file that was given out so far open nothing. */
  expireFiles(): void;
  /** Lets the next `times` requests fail; `match` is tried on method and path, such as `GET /v1/users/me`. */
  failNext(fault: Fault, times?: number, match?: RegExp): void;
  /** Lets requests fail by chance from now on, the same ones in every run. */
  failByChance(rate: FaultRate): void;
  /** Ends all faults that were planned. */
  endFaults(): void;
  close(): Promise<void>;
}

function send(response: ServerResponse, answer: FaultAnswer, cut = false): void {
  if (typeof answer.body === 'string') {
    response.writeHead(answer.status, { 'content-type': 'text/html; charset=utf-8', ...answer.headers });
    response.end(answer.body);
    return;
  }
  const requestId = randomUUID();
  const whole = JSON.stringify({ ...answer.body, request_id: requestId });
  response.writeHead(answer.status, {
    'content-type': 'application/json; charset=utf-8',
    'x-notion-request-id': requestId,
    ...answer.headers,
  });
  response.end(cut ? whole.slice(0, Math.floor(whole.length / 2)) : whole);
}

function connectionsFor(workspace: Workspace, options: SandboxOptions): Connections {
  const name = workspace.users.get(workspace.botId)?.name ?? 'Sandbox';
  const { botId, id: workspaceId, ownerId } = workspace;
  const own = { botId, workspaceId, name, ownerId };
  const limited = Object.entries(options.limitedTokens ?? {});
  return new Connections([
    ...(options.tokens ?? [SANDBOX_TOKEN]).map((token) => ({ ...own, token })),
    ...limited.map(([token, rights]) => ({ ...own, token, capabilities: new Set(rights) })),
  ]);
}

/** Starts a Notion look-alike on 127.0.0.1. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const workspace = options.workspace ?? engineeringWorkspace();
  const connections = connectionsFor(workspace, options);
  const workspaces = new Map(
    [workspace, ...(options.oauth?.workspaces ?? [])].map((each) => [each.id, each] as const),
  );
  const oauth = new AuthorizationServer(options.oauth ?? {}, workspaces.values(), connections);
  const limiter = options.rateLimit && new RateLimiter(options.rateLimit, options.rateLimit.now ?? Date.now);
  const faults = new FaultPlan();
  const webhooks = new WebhookOutbox();
  const requests: RecordedRequest[] = [];
  const fileRequests: FileRequest[] = [];
  const refusals = new Map<string, number>();
  const countRefusal = (answer: FaultAnswer): void => {
    const reason = reasonOf(answer);
    if (reason !== undefined) {
      refusals.set(reason, (refusals.get(reason) ?? 0) + 1);
    }
  };

  async function handle(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const method = message.method ?? 'GET';
    const url = new URL(message.url ?? '/', 'http://sandbox.invalid');
    const bytes = await buffer(message);
    const form = await readForm(message.headers['content-type'], new Uint8Array(bytes));
    const bodyText = form === undefined ? bytes.toString() : '';
    const at = Date.now();
    const record = (status: number): void => {
      const path = message.url ?? '/';
      requests.push({
        method,
        path,
        endpoint: endpointOf(method, url.pathname),
        status,
        at,
        until: Date.now(),
      });
    };
    const { authorization } = message.headers;
    /** Ends the request without an answer. */
    const abandon = (kind: Fault['kind']): void => {
      record(0);
      if (kind === 'reset') {
        message.socket.resetAndDestroy();
      }
    };
    const fault = faults.take(`${method} ${message.url ?? '/'}`);
    const isSaved = fault !== undefined && isAfterSaving(fault);
    if (!isSaved && (fault?.kind === 'hang' || fault?.kind === 'reset')) {
      abandon(fault.kind);
      return;
    }
    if (options.latencyMilliseconds !== undefined) {
      await delay(options.latencyMilliseconds);
    }
    if (isFilePath(url.pathname) && fault === undefined) {
      fileRequests.push({
        path: url.pathname,
        status: serveFile(url, authorization, workspaces.values(), response),
      });
      return;
    }
    const isOauth = isOauthPath(url.pathname);
    oauth.expireTokens();
    // A renewed token keeps the budget of the old one.
    const caller = connections.ofHeader(authorization);
    const wait = isOauth
      ? undefined
      : limiter?.take(caller?.botId ?? authorization ?? '', caller?.workspaceId);
    const planned = fault && !isSaved ? faultAnswer(fault) : undefined;
    const request: ApiRequest = {
      method,
      path: url.pathname,
      query: url.searchParams,
      authorization,
      version: message.headers['notion-version']?.toString(),
      bodyText,
      form,
    };
    const limited = wait === undefined ? undefined : rateLimitedAnswer('public_api_request_rate_limit', wait);
    const carriedOut =
      planned ??
      limited ??
      (isOauth
        ? await oauth.answer(request)
        : {
            headers: {},
            ...answerApi(request, workspaces, connections, (write) =>
              webhooks.add(write.workspace, eventsOf(write)),
            ),
          });
    const isLost = isSaved && carriedOut.status < 300 && typeof carriedOut.body !== 'string';
    const answer = isLost ? savedAnswer(fault, request, carriedOut.body) : carriedOut;
    if (answer === undefined) {
      abandon(fault?.kind ?? 'hang');
      return;
    }
    record(answer.status);
    countRefusal(answer);
    send(response, answer, fault?.kind === 'cut_json');
  }

  const server = createServer((message, response) => {
    handle(message, response).catch((error: unknown) => {
      const cause = error instanceof Error ? (error.stack ?? error.message) : String(error);
      response.writeHead(500, { 'content-type': 'text/plain' }).end(`Fault of the sandbox itself: ${cause}`);
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;

  const origin = `http://127.0.0.1:${port}`;
  for (const each of workspaces.values()) {
    each.fileOrigin = origin;
  }
  const hosted = await startHosted(oauth.accounts, options.hosted);
  return {
    url: origin,
    workspace,
    hosted,
    requests,
    fileRequests,
    oauth,
    refusals,
    webhooks,
    get budgets() {
      return limiter?.windows ?? [];
    },
    expireFiles: () => {
      for (const each of workspaces.values()) {
        each.fileExpiries += 1;
      }
    },
    clearRequests: () => {
      requests.length = 0;
    },
    failNext: (fault, times = 1, match) => {
      faults.add(fault, times, match);
    },
    failByChance: (rate) => {
      faults.addRate(rate);
    },
    endFaults: () => {
      faults.clear();
    },
    close: async () => {
      await webhooks.close();
      await hosted.close();
      await new Promise<void>((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      });
    },
  };
}
