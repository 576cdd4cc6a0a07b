/** Whether people have closed the discussion. REST shows such a one no more. */
export function isResolved(workspace, discussionId) {
    return workspace.resolvedDiscussions.has(discussionId);
}
