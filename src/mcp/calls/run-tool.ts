import type { OpenSession } from '../../notion/client/call-session.js';
import type { NotionConnection } from '../../notion/client/connection.js';
import type { Workspaces } from '../../connections/workspaces.js';
import type { Log } from '../../telemetry/log/log.js';
import type { Approval } from './consent-round.js';
import type { ConsentCall } from './tool-answer.js';
import type { ProgressReport, Tool, WorkspaceSummary } from '../../tool.js';
import { changeContext, type ChangeSupport } from './change-support.js';

/** Dependencies of a call besides its tool, arguments and caller. */
export interface CallContext {
  readonly log: Log;
  readonly now: () => Date;
  /** For the tool's context. */
  readonly extraRequests: number;
  /** For the tool's context. */
  readonly readTimeZone?: (() => string | undefined) | undefined;
  /** Absent where nothing may be changed. */
  readonly changes?: ChangeSupport | undefined;
  /** Short unguessable text: the reference of an unexpected failure, the boundary around page content. */
  readonly randomText: () => string;
}

/** A caller, and what it may use. */
export interface CallerWorkspaces {
  readonly caller?: ConsentCall['caller'];
  readonly approval?: Approval | undefined;
  readonly workspaces: Workspaces;
  readonly workspaceSummaries: readonly WorkspaceSummary[];
  /** Absent where the client wants no progress. */
  readonly progress?: ProgressReport | undefined;
}

/** What a call has opened. */
interface Opened extends Pick<NotionConnection, 'textIndex'> {
  readonly notion: OpenSession;
  readonly hosted: ReturnType<NonNullable<NotionConnection['hosted']>> | undefined;
}

/** Runs the tool itself, with what it may use. Rejects with whatever the tool rejects with. */
export async function runTool(
  tool: Tool,
  input: Parameters<Tool['run']>[0],
  { notion, textIndex, hosted }: Opened,
  from: CallerWorkspaces,
  { now, readTimeZone, extraRequests, changes, randomText }: CallContext,
): ReturnType<Tool['run']> {
  // A rehearsal needs no journal, and must not make one.
  if (!tool.annotations.readOnlyHint && changes?.isProposal === false && input['dry_run'] !== true) {
    changes.prepareJournal?.();
  }
  const toolContext = {
    notion,
    workspaces: from.workspaceSummaries,
    now: now(),
    readTimeZone,
    extraRequests,
    boundary: randomText(),
    openTextIndex: textIndex,
    progress: from.progress,
    changes: changeContext(tool, changes, notion, from, now),
  };
  if (hosted === undefined) {
    return tool.run(input, toolContext);
  }
  // Loaded where a workspace is connected there: other servers must not pay for it.
  const { runWithHosted } = await import('../../hosted-ways.js');
  return runWithHosted(tool, input, { ...toolContext, hosted });
}
