import type { ChatConfirmation, ChatEvent } from '../chat-event.js';
import type { ChatTurn } from '../chat-turn.js';

/** A workspace of a person, as a server of the conversation. */
export interface ChatWorkspace {
  /** Of the connection. */
  readonly id: string;
  /** What the server is called for the model; letters, digits and hyphens. */
  readonly serverName: string;
  /** As Notion gives it. */
  readonly name: string | null;
  readonly icon: string | null;
  readonly status: 'connected' | 'reconnect_needed';
  /** Connected through Notion's own MCP server alone: it searches and reads, and knows no conditions. */
  readonly isHosted: boolean;
}

/** How much an answer may still take, beside the limits of every answer. */
export interface Allowance {
  /** Requests to the model. */
  readonly steps: number;
  readonly tokens: number;
  /** Undefined where it is not limited. */
  readonly cost: number | undefined;
}

/** One question of a person, who is known and may see these workspaces. */
interface PersonQuestion {
  readonly personId: string;
  readonly question: string;
  readonly history: readonly ChatTurn[];
  readonly workspaces: readonly ChatWorkspace[];
  readonly allowance: Allowance;
  readonly confirm: (call: ChatConfirmation) => Promise<'yes' | 'no'>;
  readonly signal: AbortSignal;
}

/** What the routes and the page ask, whoever answers. */
export interface ChatBackend {
  readonly modelName: string;
  /** Servers beside the workspaces, by name; the same for everybody. */
  readonly otherServers: readonly string[];
  ask(question: PersonQuestion): AsyncIterable<ChatEvent>;
  /** The tools of a workspace's server. Rejects with a `ServerFailure` if it cannot be opened. */
  toolsOf(personId: string, workspace: ChatWorkspace, signal: AbortSignal): Promise<readonly string[]>;
  /** The databases of a workspace, for the filter builder; undefined if they cannot be listed now. */
  databasesOf(
    personId: string,
    workspace: ChatWorkspace,
    signal: AbortSignal,
  ): Promise<readonly ChatDatabase[] | undefined>;
  /** The columns of one of them; `unknown` if there is no such database, undefined if they cannot be read now. */
  columnsOf(
    personId: string,
    workspace: ChatWorkspace,
    database: string,
    signal: AbortSignal,
  ): Promise<readonly ChatColumn[] | 'unknown' | undefined>;
}

/** A database that can be filtered. */
export interface ChatDatabase {
  /** `collection://…`, for the tools. */
  readonly id: string;
  readonly title: string;
}

/** A column that conditions can name. */
export interface ChatColumn {
  readonly name: string;
  readonly type: string;
  /** Operators of conditions on it. */
  readonly operators: readonly string[];
  /** Of a select, multi-select or status; empty for other types. */
  readonly options: readonly string[];
}
