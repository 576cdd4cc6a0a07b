import type { AuthInfo } from '@modelcontextprotocol/server';
import type { Request, RequestHandler } from 'express';
import * as z from 'zod';
import type { HostedOpening } from '../../../connections/space-workspaces.js';
import { ToolError } from '../../../errors.js';
import type { ConcurrencyQuota } from '../../../http/limits/concurrency-quota.js';
import type { Log } from '../../../telemetry/log/log.js';
import { recordedToolName } from '../../../upstream/proxy/tool-label.js';
import type {
  ChangingTools,
  HostedProxy,
  Proxied,
  ProxyRequest,
} from '../../../upstream/proxy/hosted-proxy.js';
import { proxiedMessages, type ProxiedMessage } from '../../../upstream/proxy/proxied-message.js';
import {
  accessError,
  failureError,
  refusalError,
  sendProxyError,
  type ProxyError,
  type ProxyOutcome,
} from '../../../upstream/proxy/proxy-answers.js';
import type { ReadObserver } from '../../calls/audit/audited-reads.js';
import type { CallBudget } from '../../calls/call-budget.js';
import { READ_SCOPE, WRITE_SCOPE } from '../../calls/permitted-tools.js';
import { META_KEYS } from '../../calls/protocol.js';
import { fixedCaller, quotaKeyOf, toolsOf } from '../../calls/request-caller.js';
import { statelessVersion } from '../guards/version-headers.js';
import { sendRetryLater } from '../http-errors.js';
import { observeProxied } from './observe-proxied.js';

/** Paths of the proxy. They go before the paths with a space, so that `hosted` names none. */
export const HOSTED_PATHS = ['/mcp/hosted', '/mcp/:spaceId/hosted'];
/** Seconds that a client is asked to wait while its space has too many answers under way. */
const BUSY_RETRY_SECONDS = 2;

/** Options for the route to Notion's hosted server. */
export interface HostedRouteOptions {
  readonly proxy: Pick<HostedProxy, 'forward'>;
  readonly reachOf: (caller: AuthInfo, wanted: string | undefined) => Promise<HostedOpening>;
  /** The operator's list of tools; absent for all that say they only read. */
  readonly names?: readonly string[] | undefined;
  /** Answers that may be under way at once. */
  readonly streams: ConcurrencyQuota;
  readonly budget?: CallBudget | undefined;
  /** Told of each call; absent where reads are not audited. */
  readonly reads?: ReadObserver | undefined;
  /** Told of each call of a tool that does not say that it only reads. */
  readonly changes?: ReadObserver | undefined;
  readonly log: Log;
}

type AuthenticatedRequest = Request & { readonly auth?: AuthInfo };

/** Answers what passed the guards: checks what the caller may do, and passes the message on. */
export function hostedRoute(options: HostedRouteOptions): RequestHandler {
  const { streams, log } = options;
  return async (request: AuthenticatedRequest, response) => {
    const { auth, body, headers } = request;
    const isBatch = Array.isArray(body);
    const messages = proxiedMessages(body, headers);
    if (typeof messages === 'string') {
      sendProxyError(response, waitingOf(body), isBatch, refusalError(messages, isStateless(body)));
      return;
    }
    const refuse = (error: ProxyError): Proxied => {
      sendProxyError(response, messages, isBatch, error);
      return { outcome: error.outcome, bytes: 0 };
    };
    const leave = streams.acquire(quotaKeyOf(auth));
    if (leave === undefined) {
      sendRetryLater(response, 429, 'Too many answers of Notion are under way.', BUSY_RETRY_SECONDS);
      return;
    }
    const leaving = new AbortController();
    response.once('close', () => {
      leave();
      if (!response.writableFinished) {
        leaving.abort();
      }
    });
    let changing: ChangingTools = new Set();
    const audit = (outcome: ProxyOutcome): void => {
      for (const { tool: name, given } of messages) {
        if (name !== undefined) {
          const tool = recordedToolName(name, options.names);
          const call = { caller: auth, tool, arguments: given, outcome };
          options.reads?.(call);
          if (changing.has(name)) {
            options.changes?.(call);
          }
        }
      }
    };
    const forward = async (): Promise<Proxied> => {
      const refusal = refusalOf(auth);
      if (auth === undefined || refusal !== undefined) {
        return refuse(refusal ?? accessError('This server knows no callers.'));
      }
      let reach: HostedOpening;
      try {
        reach = await options.reachOf(auth, workspaceIn(request));
      } catch (error) {
        const known = error instanceof ToolError ? failureError(error) : undefined;
        if (known === undefined) {
          throw error;
        }
        return refuse(known);
      }
      const passed: ProxyRequest = {
        onChanging: (tools) => {
          changing = tools;
        },
        body,
        messages,
        headers,
        connection: reach.connection,
        explainLoss: reach.explainLoss,
        policy: {
          names: options.names,
          ofKey: toolsOf(auth),
          mayWrite: reach.mayWrite && auth.scopes.includes(WRITE_SCOPE),
        },
        response,
        signal: leaving.signal,
      };
      return options.proxy.forward(passed);
    };
    await observeProxied(request, { messages, auth, log }, async () => {
      let outcome: ProxyOutcome = 'internal';
      try {
        const proxied = await withinBudget(options, auth, messages, forward, refuse);
        ({ outcome } = proxied);
        return proxied;
      } finally {
        audit(outcome);
      }
    });
  };
}

/** Messages of a refused body that wait for an answer; what cannot be read waits for none. */
function waitingOf(body: unknown): readonly ProxiedMessage[] {
  const id: unknown = typeof body === 'object' && body !== null ? Reflect.get(body, 'id') : undefined;
  return typeof id === 'number' || (typeof id === 'string' && id.length <= 200)
    ? [{ id, method: '', tool: undefined }]
    : [];
}

/**
 * The hosted server acts for the person who signed in, over all that they see: no limit of ours reaches into what it
 * answers, so callers with such limits are refused.
 */
function refusalOf(auth: AuthInfo | undefined): ProxyError | undefined {
  if (auth === undefined) {
    return undefined;
  }
  if (!auth.scopes.includes(READ_SCOPE)) {
    return accessError('This caller may not read.');
  }
  return fixedCaller(auth).roots === undefined
    ? undefined
    : accessError("This caller is limited to some pages, and Notion's hosted server knows no such limit.");
}

/** `?workspace=`, for a space with several of them. */
function workspaceIn({ query }: Request): string | undefined {
  const { workspace } = query;
  return typeof workspace === 'string' ? workspace : undefined;
}

const statelessMessage = z.object({
  params: z.object({ _meta: z.object({ [META_KEYS.version]: statelessVersion }) }),
});

function isStateless(body: unknown): boolean {
  return statelessMessage.safeParse(body).success;
}

/** Calls count against the daily budget of a key, with the bytes of their answers as characters. */
async function withinBudget(
  { budget }: Pick<HostedRouteOptions, 'budget'>,
  auth: AuthInfo | undefined,
  messages: readonly ProxiedMessage[],
  forward: () => Promise<Proxied>,
  refuse: (error: ProxyError) => Proxied,
): Promise<Proxied> {
  if (budget === undefined || messages.every(({ method }) => method !== 'tools/call')) {
    return forward();
  }
  const begun = await budget.begin(auth);
  if ('text' in begun) {
    return refuse({ ...accessError(begun.text), code: -32_000, outcome: 'wait' });
  }
  let characters = 0;
  try {
    const proxied = await forward();
    characters = proxied.bytes;
    return proxied;
  } finally {
    begun.end(characters);
  }
}
