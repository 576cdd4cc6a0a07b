import { randomBytes } from 'node:crypto';
import { answer } from '../../chat/answer.js';
import type { ChatLimits, ChatPrices } from '../../chat/chat-limits.js';
import { openChatModel } from '../../chat/model/chat-model.js';
import { ServerConnections } from '../../chat/servers/server-connections.js';
import { chatSite, type ChatSite } from '../../chat/site/chat-site.js';
import type { DailyLimits } from '../../chat/site/daily-use.js';
import type { ChatBackend } from '../../chat/site/ports.js';
import { RecordConversations } from '../../chat/site/record-conversations.js';
import { systemClock } from '../../clock.js';
import { newSecret } from '../../http/secret.js';
import { CALLBACK_PATH } from '../../notion-oauth/settings.js';
import { RecordStore } from '../../oauth-server/records/record-store.js';
import type { Log } from '../../telemetry/log/log.js';
import type { ConnectedWorkspace, PersonConnections, PersonSessions } from '../../web/ports.js';
import type { OpenStore } from '../open-store.js';
import { ChatDays } from './chat-days.js';
import { readColumns, readDatabases } from './read-descriptions.js';
import type { ServersBeside } from './servers-beside.js';
import type { WorkspaceServerOf } from './workspace-server.js';

/** Databases that the filter builder offers. */
const MAX_DATABASES = 100;

/** How the chat of a server is configured. */
export interface ChatSettings {
  readonly endpoint: Parameters<typeof openChatModel>[0];
  readonly limits: ChatLimits;
  readonly prices?: ChatPrices | undefined;
  /** Of one person. */
  readonly daily: DailyLimits;
  /** After its last question. */
  readonly conversationMs: number;
  readonly confirmationMs: number;
}

interface ChatServerOptions {
  readonly settings: ChatSettings;
  readonly publicUrl: string;
  readonly store: Pick<OpenStore, 'database' | 'sealer'>;
  readonly sessions: PersonSessions;
  readonly connections: PersonConnections;
  /** Those of a person that have no REST connection; absent where hosted connections are not used. */
  readonly hostedAlone: ((personId: string) => Promise<readonly ConnectedWorkspace[]>) | undefined;
  readonly workspaceServer: WorkspaceServerOf;
  /** Servers beside the workspaces, for a person. */
  readonly otherServers: ServersBeside;
  readonly log: Log;
}

/** The chat of a server of many persons. */
interface RunningChat extends ChatSite {
  /** Ends all connections with servers. */
  close(): Promise<void>;
}

/** Puts together the chat for people. Sends nothing to the model before somebody asks. */
export async function startChat(options: ChatServerOptions): Promise<RunningChat> {
  const { settings, publicUrl, store, sessions, connections, hostedAlone, log } = options;
  const servers = new ServerConnections();
  const backend = await backendOf(options, servers);
  const records = new RecordStore({ ...store, clock: systemClock });
  const site = chatSite({
    publicUrl,
    callbackPath: CALLBACK_PATH,
    sessions,
    connections,
    hostedAlone,
    backend,
    conversations: new RecordConversations(records, systemClock, settings.conversationMs),
    dailyUse: new ChatDays(store.database),
    dailyLimits: settings.daily,
    answerLimits: settings.limits,
    confirmationMs: settings.confirmationMs,
    clock: systemClock,
    newId: () => newSecret(randomBytes),
    log,
  });
  return { ...site, close: () => servers.closeAll() };
}

async function backendOf(
  { settings, workspaceServer, otherServers }: ChatServerOptions,
  servers: ServerConnections,
): Promise<ChatBackend> {
  const model = await openChatModel(settings.endpoint);
  const { limits, prices } = settings;
  return {
    modelName: model.name,
    otherServers: otherServers.names,
    ask: ({ personId, question, history, workspaces, allowance, confirm, signal }) =>
      answer(
        {
          question,
          history,
          servers: [...workspaces.map((one) => workspaceServer(personId, one)), ...otherServers.of(personId)],
          confirm,
          signal,
        },
        { model, connections: servers, limits: { ...limits, ...allowance }, prices },
      ),
    toolsOf: async (personId, workspace, signal) => {
      const tools = await servers.tools(workspaceServer(personId, workspace), signal);
      return tools.map(({ name }) => name);
    },
    databasesOf: async (personId, workspace, signal) => {
      const server = workspaceServer(personId, workspace);
      const { text, failed } = await servers.call(
        server,
        'notion_list_databases',
        { limit: MAX_DATABASES },
        signal,
      );
      return failed ? undefined : readDatabases(text);
    },
    columnsOf: async (personId, workspace, database, signal) => {
      const server = workspaceServer(personId, workspace);
      const { text, failed, reason } = await servers.call(
        server,
        'notion_describe_database',
        { database },
        signal,
      );
      if (failed) {
        // Without a reason it is the database that was named.
        return reason === undefined ? 'unknown' : undefined;
      }
      return readColumns(text);
    },
  };
}
