import * as z from 'zod';
/** Name of the argument that chooses a workspace. */
const WORKSPACE = 'workspace';
const workspaceParameter = z.string().trim().min(1).max(200).optional().describe('Workspace name or id');
/** The tool as callers with several workspaces see it. It runs as before: the choice is made around it. */
export function withWorkspaceArgument(tool) {
    return { ...tool, input: tool.input.extend({ [WORKSPACE]: workspaceParameter }) };
}
/** The workspace that validated arguments ask for. */
export function workspaceOf(input) {
    const wanted = input[WORKSPACE];
    return typeof wanted === 'string' ? wanted : undefined;
}
