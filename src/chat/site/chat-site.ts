import { Router } from 'express';
import type { Clock } from '../../clock.js';
import type { Log } from '../../telemetry/log/log.js';
import type { ConnectedWorkspace, PersonConnections, PersonSessions } from '../../web/ports.js';
import { sitePaths } from '../../web/site-paths.js';
import { readPageScripts } from '../page/page-scripts.js';
import { chatApi } from './chat-api.js';
import { Confirmations } from './confirmations.js';
import type { Conversations } from './conversations.js';
import { DailyUse, type AnswerLimits, type DailyLimits, type DailyUseStore } from './daily-use.js';
import { formerRoutes } from './former-routes.js';
import { chatPageRoutes } from './page-routes.js';
import { PersonChats } from './person-chats.js';
import type { ChatBackend, ChatWorkspace } from './ports.js';
import { serverNames } from './server-names.js';

/** Path of the API below the public address. */
const API_PATH = '/api/chat';

interface ChatSiteOptions {
  readonly publicUrl: string;
  /** Where Notion returns to. */
  readonly callbackPath: string;
  readonly sessions: PersonSessions;
  readonly connections: Pick<PersonConnections, 'workspaces' | 'disconnect'>;
  /** The person's workspaces that are connected through Notion's own MCP server alone; absent where it is not used. */
  readonly hostedAlone?: ((personId: string) => Promise<readonly ConnectedWorkspace[]>) | undefined;
  readonly backend: ChatBackend;
  readonly conversations: Conversations;
  readonly dailyUse: DailyUseStore;
  readonly dailyLimits: DailyLimits;
  readonly answerLimits: AnswerLimits;
  /** Milliseconds in which a person may say yes to a change. */
  readonly confirmationMs: number;
  readonly clock: Clock;
  /** Unguessable, at most 64 characters. */
  readonly newId: () => string;
  readonly log: Log;
}

/** The chat for people in their browsers. */
export interface ChatSite {
  /** To be mounted at the root. */
  readonly routes: Router;
  /** Stops all answers. */
  stop(): void;
}

/** The page `/chat`, its API, and the addresses of an earlier product. */
export function chatSite(options: ChatSiteOptions): ChatSite {
  const { publicUrl, sessions, connections, hostedAlone, backend, clock, newId } = options;
  const workspacesOf = async (personId: string): Promise<readonly ChatWorkspace[]> => {
    const overRest = await connections.workspaces(personId);
    const hosted = (await hostedAlone?.(personId)) ?? [];
    return asServers(
      [
        ...overRest.map((one) => ({ ...one, isHosted: false })),
        ...hosted.map((one) => ({ ...one, isHosted: true })),
      ],
      backend.otherServers,
    );
  };
  const confirmations = new Confirmations(clock, options.confirmationMs, newId);
  const use = new DailyUse(options.dailyUse, options.dailyLimits, options.answerLimits, clock);
  const chats = new PersonChats({ ...options, confirmations, use, workspacesOf });
  const site = sitePaths(publicUrl, { hasChat: true });
  const base = site.home.replace(/\/$/, '');
  const paths = { ...site, chat: site.chat ?? `${base}/chat` };
  const shared = { ...options, paths, sessions, chats, confirmations, workspacesOf };
  const routes = Router();
  routes.use(
    '/chat',
    chatPageRoutes({ ...shared, apiPath: `${base}${API_PATH}`, scripts: readPageScripts() }),
  );
  routes.use(API_PATH, chatApi(shared));
  routes.use('/api/notion', formerRoutes(shared));
  return { routes, stop: () => chats.stop() };
}

function asServers(
  workspaces: readonly (ConnectedWorkspace & Pick<ChatWorkspace, 'isHosted'>)[],
  taken: readonly string[],
): readonly ChatWorkspace[] {
  const oldestFirst = [...workspaces].sort(
    (one, other) => one.connectedAt.getTime() - other.connectedAt.getTime(),
  );
  const names = serverNames(
    oldestFirst.map(({ name }) => name),
    taken,
  );
  return oldestFirst.map(({ id, name, icon, status, isHosted }, index) => ({
    id,
    serverName: names[index] ?? id,
    name,
    icon,
    status,
    isHosted,
  }));
}
