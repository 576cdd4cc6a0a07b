import type { CommentRecord, Workspace } from '../../../workspace.js';

/** Comments that answer each other. */
export interface Discussion {
  readonly id: string;
  /** The page or block that it is on. */
  readonly placeId: string;
  readonly context: 'page' | 'inline';
  readonly resolved: boolean;
  readonly comments: readonly CommentRecord[];
}

/** Whether people have closed the discussion. REST shows such a one no more. */
export function isResolved(workspace: Workspace, discussionId: string): boolean {
  return workspace.resolvedDiscussions.has(discussionId);
}
