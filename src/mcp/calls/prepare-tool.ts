import type { Tool as ListedTool } from '@modelcontextprotocol/server';
import type { Tool } from '../../tool.js';
import type { CallContext } from './run-tool.js';
import { createToolCaller, type PreparedTool, type ToolCaller } from './call-tool.js';
import { listTool } from './tool-listing.js';

/** Prepares a tool once for many calls. */
export function prepareTool(tool: Tool, context: CallContext): PreparedTool {
  let listed: ListedTool | undefined;
  let call: ToolCaller | undefined;
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
