import type { Router } from 'express';
import type { ConnectionRegistry } from '../../connections/connection-registry.js';
import type { HostedHalves } from '../../connections/hosted-half.js';
import { CallLimiter, type CallLimits } from '../../mcp/calls/call-limiter.js';
import type { McpServerOptions } from '../../mcp/server.js';
import type { Log } from '../../telemetry/log/log.js';
import type { PersonConnections, PersonSessions } from '../../web/ports.js';
import type { OpenStore } from '../open-store.js';
import type { Program } from '../program.js';
import type { ServedTools } from '../served-tools.js';
import { startChat, type ChatSettings } from './chat-server.js';
import { hostedAlone } from './hosted-alone.js';
import type { ServersBeside } from './servers-beside.js';
import { CHAT_CLIENT_ID, workspaceServers } from './workspace-server.js';

/** What a server of many spaces is given to have a chat. */
export interface ChatServing extends Pick<Program, 'version' | 'randomText'> {
  readonly settings: ChatSettings;
  /** The tools of the workspaces' servers. */
  readonly served: ServedTools;
  /** Servers beside the workspaces, for a person. */
  readonly otherServers: ServersBeside;
}

interface ServeChatOptions {
  readonly serving: ChatServing;
  readonly publicUrl: string;
  readonly store: OpenStore;
  readonly registry: ConnectionRegistry;
  readonly sessions: PersonSessions;
  readonly connections: PersonConnections;
  /** Undefined where nobody's hosted connections are used. */
  readonly hosted: HostedHalves | undefined;
  readonly callLimits: CallLimits;
  readonly options: Pick<McpServerOptions, 'changes' | 'reads'>;
  readonly log: Log;
}

/** A chat that is served. */
interface ServedChat {
  readonly routes: Router;
  /** In the journal of changes. */
  readonly actor: string;
  stop(): void;
  close(): Promise<void>;
}

/** The chat on the parts of a server of many spaces. */
export async function serveChat(given: ServeChatOptions): Promise<ServedChat> {
  const { serving, store, registry, hosted, callLimits, options, log } = given;
  const { settings, served, otherServers, version, randomText } = serving;
  const workspaceServer = workspaceServers({
    mcp: {
      ...served,
      ...options,
      version,
      calls: new CallLimiter(callLimits),
      log,
      now: () => new Date(),
      randomText,
    },
    connections: { credentials: store.credentials, registry, hosted },
  });
  const chat = await startChat({
    ...given,
    settings,
    workspaceServer,
    otherServers,
    hostedAlone: hosted && hostedAlone(store.credentials),
  });
  return { ...chat, actor: `app ${CHAT_CLIENT_ID}` };
}
