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
