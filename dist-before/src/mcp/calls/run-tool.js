import { changeContext } from './change-support.js';
/** Runs the tool itself, with what it may use. Rejects with whatever the tool rejects with. */
export async function runTool(tool, input, { notion, textIndex, hosted }, from, { now, extraRequests, changes, randomText }) {
    // A rehearsal needs no journal, and must not make one.
    if (!tool.annotations.readOnlyHint && changes?.isProposal === false && input['dry_run'] !== true) {
        changes.prepareJournal?.();
    }
    const toolContext = {
        notion,
        workspaces: from.workspaceSummaries,
        now: now(),
        extraRequests,
        boundary: randomText(),
        openTextIndex: textIndex,
        changes: changeContext(tool, changes, notion, from, now),
    };
    if (hosted === undefined) {
        return tool.run(input, toolContext);
    }
    // Loaded where a workspace is connected there: other servers must not pay for it.
    const { runWithHosted } = await import('../../hosted-ways.js');
    return runWithHosted(tool, input, { ...toolContext, hosted });
}
