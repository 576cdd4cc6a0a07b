import type { AuthInfo } from '@modelcontextprotocol/server';
import { ConcurrencyQuota } from '../../../src/http/limits/concurrency-quota.js';
import { hostedRoute, type HostedRouteOptions } from '../../../src/mcp/http/hosted/hosted-route.js';
import { startHttpServer, type RunningHttpServer } from '../../../src/mcp/http/http.js';
import { createServerFactory } from '../../../src/mcp/server.js';
import { silentLog } from '../../../src/telemetry/log/log.js';
import type { HostedTool } from '../../../src/upstream/client/hosted-tool.js';
import type { HostedConnection } from '../../../src/upstream/hosted-token.js';
import { HostedProxy } from '../../../src/upstream/proxy/hosted-proxy.js';
import { defaultAnswerLimits, type AnswerLimits } from '../../../src/upstream/proxy/relay-answer.js';
import { echo, serverOptions } from '../sample-tools.js';

/** A caller as a guard would have stored it. */
export function callerOf(spaceId: string, extra: Record<string, unknown> = {}): AuthInfo {
  return {
    token: '',
    clientId: 'key_1',
    scopes: ['notion:read', 'notion:write'],
    extra: { spaceId, kind: 'key', ...extra },
  };
}

/** The HTTP server with its route to the hosted one; requests are those of `caller`. */
export function startProxyServer(
  connection: HostedConnection,
  {
    caller = callerOf('space'),
    tools = [],
    limits = {},
    ...options
  }: Partial<HostedRouteOptions> & {
    caller?: AuthInfo;
    tools?: readonly HostedTool[];
    limits?: Partial<AnswerLimits>;
  } = {},
): Promise<RunningHttpServer> {
  return startHttpServer({
    host: '127.0.0.1',
    port: 0,
    authToken: undefined,
    allowedHosts: [],
    allowedOrigins: [],
    createServer: createServerFactory(serverOptions([echo])),
    log: silentLog,
    drainMilliseconds: 50,
    authenticate: (request, _response, next) => {
      Object.assign(request, { auth: caller });
      next();
    },
    hosted: hostedRoute({
      proxy: new HostedProxy(async () => tools, { ...defaultAnswerLimits, ...limits }),
      reachOf: async () => ({ connection, mayWrite: true, explainLoss: async (error) => error }),
      streams: new ConcurrencyQuota({ perKey: 100, overall: 1000 }),
      log: silentLog,
      ...options,
    }),
  });
}
