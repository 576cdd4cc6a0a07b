import { createToolCaller } from './call-tool.js';
import { listTool } from './tool-listing.js';
/** Prepares a tool once for many calls. */
export function prepareTool(tool, context) {
    let listed;
    let call;
    return {
        name: tool.name,
        get listed() {
            return (listed ??= listTool(tool));
        },
        get call() {
            return (call ??= createToolCaller(tool, context));
        },
    };
}
