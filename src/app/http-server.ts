import type { SearchIndexSettings } from '../config/settings/search-index-settings.js';
import type { WriteSettings } from '../config/settings/write-settings.js';
import type { HealthAddress } from '../config/settings/health-settings.js';
import type { HttpSettings } from '../config/settings/http-settings.js';
import type { CallBudget } from '../mcp/calls/call-budget.js';
import { CallLimiter, type CallLimits } from '../mcp/calls/call-limiter.js';
import type { ConnectConsent } from '../mcp/elicitation/connect-consent.js';
import { startHttpServer, type HttpServerOptions, type RunningHttpServer } from '../mcp/http/http.js';
import { createServerFactory, type McpServerOptions } from '../mcp/server.js';
import { ToolRequests } from '../mcp/calls/tool-requests.js';
import type { LockdownRule } from '../notion/client/lockdown.js';
import { DRAIN_MARGIN_MS, type Program } from './program.js';
import type { ServedTools } from './served-tools.js';
import type { LimitSettings } from './shared-limits.js';

/** Where a single-token server and a multi-space server differ. */
export interface ServerSetup {
  readonly workspacesOf: McpServerOptions['workspacesOf'];
  readonly consent?: ConnectConsent;
  /** Its pages for people, where it has any. */
  readonly site?: string;
  readonly budget?: CallBudget;
  readonly reads?: McpServerOptions['reads'];
  /** Absent where nothing may be changed. */
  readonly changes?: McpServerOptions['changes'];
  readonly http: Pick<
    HttpServerOptions,
    | 'admitAtOnce'
    | 'authenticate'
    | 'otherRoutes'
    | 'browserPages'
    | 'notFound'
    | 'allowedHosts'
    | 'readinessChecks'
    | 'optionalChecks'
    | 'indexedPercent'
    | 'elicitations'
    | 'hosted'
  >;
  /** Called before the server waits for running requests. */
  stop?(): void;
  close(): Promise<void>;
}

/** Settings of every HTTP server. */
export interface ServerSettings extends LimitSettings {
  readonly apiUrl: string | undefined;
  readonly callDeadlineMilliseconds: number;
  readonly callLimits: CallLimits;
  readonly http: HttpSettings;
  /** The port for health checks. */
  readonly health?: HealthAddress | undefined;
  /** Limits answers to content of some authors; undefined for all authors. */
  readonly lockdown: LockdownRule | undefined;
  /** Processes that serve behind the same port; one if not given. */
  readonly workers?: number;
  /** What may be changed; nothing if absent. */
  readonly writes?: WriteSettings | undefined;
  /** How texts are indexed; absent where they are not. */
  readonly searchIndex?: SearchIndexSettings | undefined;
  /** Pages and databases that all callers are limited to; only with a token. */
  readonly roots?: readonly string[] | undefined;
}

/** Serves the tools over HTTP behind the setup. Rejects with a `ListenError`. */
export function startServer(
  setup: ServerSetup,
  {
    http,
    health,
    callDeadlineMilliseconds,
    callLimits,
  }: Pick<ServerSettings, 'http' | 'health' | 'callDeadlineMilliseconds' | 'callLimits'>,
  served: ServedTools,
  { log, version, randomText }: Program,
): Promise<RunningHttpServer> {
  const options: McpServerOptions = {
    workspacesOf: setup.workspacesOf,
    consent: setup.consent,
    budget: setup.budget,
    reads: setup.reads,
    changes: setup.changes,
    site: setup.site,
    ...served,
    version,
    calls: new CallLimiter(callLimits),
    log,
    now: () => new Date(),
    randomText,
  };
  const requests = new ToolRequests(options);
  return startHttpServer({
    ...http,
    ...setup.http,
    healthAddress: health,
    chooseTools: served.chooseTools,
    createServer: createServerFactory(options, requests),
    direct: {
      requests,
      version,
      site: setup.site,
      mayAsk: setup.consent !== undefined || setup.changes !== undefined,
    },
    log,
    callLimits,
    onStopping: () => {
      setup.consent?.stop();
      setup.stop?.();
    },
    drainMilliseconds: callDeadlineMilliseconds + DRAIN_MARGIN_MS,
  });
}
