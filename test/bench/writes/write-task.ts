import type { Workspace } from '../../../src/sandbox/workspace.js';
import type { McpSession } from '../mcp-session.js';
import type { WorkspaceState } from './workspace-state.js';

/** The calls that a competent model makes; what a call needs that the request does not say, it takes from answers. */
type Calls = (session: McpSession) => Promise<unknown>;

/** What a server lacks for a task; looked up in its list of tools, so that it shows when it lacks it no more. */
export interface Lack {
  readonly cannot: string;
  readonly tool: string;
  /** Of the tool, which is there. */
  readonly parameter?: string;
}

/** What a task has left behind. */
export interface Outcome {
  readonly before: WorkspaceState;
  readonly after: WorkspaceState;
  /** All that the model has read. */
  readonly answers: string;
}

/** Something to be changed, and how to tell that it was. */
export interface WriteTask {
  readonly title: string;
  /** As a person says it: titles and names, and no ids. */
  readonly request: string;
  /** Adds to the seeded workspace what is to be changed. */
  plant?(workspace: Workspace): void;
  readonly ours: Calls;
  readonly official: Calls | Lack;
  /**
   * Throws what is not as it was asked for; gives the ids of pages, databases and comments that were to change. All
   * others have to be as they were.
   */
  check(outcome: Outcome): readonly string[];
}
