import { AccessError } from '../errors.js';
import { say } from '../text/words.js';

/** The tools of Notion's hosted server that this server calls, without their prefix. */
export type HostedToolName =
  'search' | 'fetch' | 'query-data-sources' | 'get-comments' | 'get-users' | 'get-teams';

/** What a tool of the hosted server answered. Foreign text: never shown outside the fence. */
export interface HostedAnswer {
  readonly text: string;
  /** Arguments that its tool does not know at the moment, and that were not sent. */
  readonly dropped: readonly string[];
}

/**
 * What one tool call may ask of Notion's hosted server, which acts for the person who signed in there, over all that they
 * see. Absent for callers with limits that it does not know.
 */
export interface HostedSession {
  /** Whether the workspace is connected through the hosted server alone: nothing can be asked of the REST API. */
  readonly isAlone: boolean;
  /** Calls one of its tools once. Rejects with a `ToolError`. */
  call(
    tool: HostedToolName,
    given: Readonly<Record<string, unknown>>,
    limits?: { readonly timeoutMs?: number },
  ): Promise<HostedAnswer>;
}

/** For a tool that only the hosted server can answer. Throws where the caller has no connection there. */
export function requireHosted(hosted: HostedSession | undefined): HostedSession {
  if (hosted === undefined) {
    throw new AccessError(
      say`This workspace is not connected through Notion's hosted server, or this caller may not use it.`,
      say`Use notion_search and notion_read_page, or ask the user to connect Notion's hosted server too.`,
    );
  }
  return hosted;
}
