import type { SitePaths } from '../../web/site-paths.js';
import type { ChatToolCall } from '../chat-event.js';

/** A workspace, as the page shows it. */
export interface ShownWorkspace {
  readonly id: string;
  /** What events call it. */
  readonly serverName: string;
  readonly name: string | null;
  readonly icon: string | null;
  readonly status: 'connected' | 'reconnect_needed';
  /** Connected through Notion's own MCP server alone. */
  readonly isHosted: boolean;
}

/** A question with its answer. */
export interface ShownTurn {
  readonly question: string;
  readonly response: string;
  readonly toolCalls: readonly ChatToolCall[];
  readonly serversUsed: readonly string[];
  /** Why there is no more of it; undefined if it is whole. */
  readonly ended: string | undefined;
}

/** All that the page shows. */
export interface ChatView {
  readonly paths: SitePaths;
  /** Where questions go. */
  readonly chatPath: string;
  readonly apiPath: string;
  readonly scriptPath: string;
  readonly formToken: string;
  readonly personName: string | null;
  readonly modelName: string;
  readonly workspaces: readonly ShownWorkspace[];
  /** Servers beside the workspaces. */
  readonly otherServers: readonly string[];
  /** The conversation that is open. */
  readonly conversation: { readonly id: string; readonly turns: readonly ShownTurn[] } | undefined;
  /** The question that is being answered in it, for another page of the person. */
  readonly answering: string | undefined;
  readonly conversations: readonly {
    readonly id: string;
    readonly title: string;
    readonly updatedAt: Date;
  }[];
  /** Ids of the workspaces that are chosen; undefined for all that are connected. */
  readonly chosen: readonly string[] | undefined;
  /** Why the last question was not answered, with the question. */
  readonly refused: { readonly text: string; readonly message: string } | undefined;
  readonly done: 'connected' | 'switched' | 'deleted' | undefined;
  readonly now: Date;
}
