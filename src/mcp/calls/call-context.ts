import type { Workspaces } from '../../connections/workspaces.js';
import type { Log } from '../../telemetry/log/log.js';
import type { WorkspaceSummary } from '../../tool.js';
import type { ChangeSupport } from './change-support.js';
import type { Approval } from './consent-round.js';
import type { ConsentCall } from './tool-answer.js';

/** Dependencies of a call besides its tool, arguments and caller. */
export interface CallContext {
  readonly log: Log;
  readonly now: () => Date;
  /** For the tool's context. */
  readonly extraRequests: number;
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
}
