import * as z from 'zod';
import { toolAccess } from '../plan.js';
import { hostedTool } from '../tool.js';
/** `notion-get-tool-access`: can be called, and is not listed. */
export const getToolAccess = hostedTool({
    name: 'get-tool-access',
    title: 'Get tool access',
    description: 'Says which tools the plan and the settings of the workspace let the person use.',
    effect: 'read',
    lists: 'unlisted',
    input: z.object({}),
    run: (_input, context) => ({ current_tool_access: toolAccess(context) }),
});
