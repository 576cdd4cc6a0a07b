import type { AuthInfo } from '@modelcontextprotocol/server';
import type { RequestHandler } from 'express';
import { systemClock, type Clock } from '../../clock.js';
import type { HostedProxySettings } from '../../config/hosted-proxy-settings.js';
import type { HostedHalves } from '../../connections/hosted-half.js';
import type { SpaceWorkspaces } from '../../connections/space-workspaces.js';
import { ConcurrencyQuota } from '../../http/limits/concurrency-quota.js';
import type { ReadObserver } from '../../mcp/calls/audit/audited-reads.js';
import type { CallBudget } from '../../mcp/calls/call-budget.js';
import type { CallLimits } from '../../mcp/calls/call-limiter.js';
import { hostedRoute } from '../../mcp/http/hosted/hosted-route.js';
import type { Log } from '../../telemetry/log/log.js';
import { say } from '../../text/words.js';
import { HostedClients } from '../../upstream/client/hosted-clients.js';
import type { HostedConnections } from '../../upstream/hosted-token.js';
import { HostedProxy } from '../../upstream/proxy/hosted-proxy.js';
import type { HostedSignIn } from '../../upstream/sign-in/hosted-sign-in.js';
import { KeyLinks } from '../key-links.js';

/** For callers whose person signs in here. */
const PAGE_ADVICE = say`Ask the user to connect it again on the page of connections of this server, then retry.`;

interface HostedCallsOptions {
  readonly signIn: HostedSignIn;
  readonly connections: HostedConnections;
  readonly deadlineMilliseconds: number;
  readonly clock?: Clock;
}

interface ProxyOptions {
  readonly settings: HostedProxySettings;
  readonly callLimits: CallLimits;
  /** Whether the server makes changes at all. */
  readonly mayWrite: boolean;
  readonly workspacesOf: (caller: AuthInfo) => Pick<SpaceWorkspaces, 'openHosted'>;
  readonly budget: CallBudget;
  readonly reads: ReadObserver | undefined;
  readonly changes: ReadObserver;
  readonly log: Log;
}

/** What calls ask of hosted connections, and what is passed on to them. */
export class HostedCalls {
  readonly #options: HostedCallsOptions;
  readonly #clients = new HostedClients();
  readonly #links: KeyLinks;

  constructor(options: HostedCallsOptions) {
    this.#options = options;
    const { signIn, clock = systemClock } = options;
    this.#links = new KeyLinks(
      {
        start: (request) => signIn.start({ ...request, person: null, toConnections: false }),
        isPending: (state) => signIn.isPending(state),
      },
      clock,
    );
  }

  /** The hosted halves for a key; or for a person's apps and chat, which have no links: there is the page of connections. */
  halvesFor(key: string | undefined): HostedHalves {
    const { connections, deadlineMilliseconds } = this.#options;
    const shared = { connections, clients: this.#clients, deadlineMilliseconds };
    return key === undefined
      ? { ...shared, linkFor: async () => undefined, otherwise: PAGE_ADVICE }
      : { ...shared, linkFor: (spaceId) => this.#links.linkFor(spaceId, key) };
  }

  /** The route that passes messages on. */
  proxy({ settings, callLimits, mayWrite, workspacesOf, log, ...others }: ProxyOptions): RequestHandler {
    const { perSpace, overall } = callLimits;
    return hostedRoute({
      proxy: new HostedProxy((connection, signal) => this.#clients.toolsOf(connection, signal)),
      reachOf: async (caller, wanted) => {
        const opened = await workspacesOf(caller).openHosted(wanted);
        return { ...opened, mayWrite: mayWrite && opened.mayWrite };
      },
      names: settings.tools,
      streams: new ConcurrencyQuota({ perKey: perSpace, overall }),
      log,
      ...others,
    });
  }
}
