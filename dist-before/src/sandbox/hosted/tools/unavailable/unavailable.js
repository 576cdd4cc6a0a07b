import * as z from 'zod';
import { hostedTool, ToolFailure } from '../tool.js';
/** Listed for everybody, and of use where the workspace has what they are about; the sandbox's has not. */
const tools = [
    [
        'search-agents',
        'Search agents',
        'Finds custom agents of the workspace.',
        false,
        {
            scope: z.string(),
            query: z.string().optional(),
            limit: z.number().optional(),
            cursor: z.string().optional(),
        },
    ],
    [
        'convert-page-to-skill',
        'Convert page to skill',
        'Makes a page a skill of agents.',
        true,
        { page_url: z.string() },
    ],
    [
        'create-folder',
        'Create folder',
        'Creates a folder for files.',
        true,
        { parent: z.record(z.string(), z.unknown()), title: z.string() },
    ],
    [
        'update-folder',
        'Update folder',
        'Changes the title or the files of a folder.',
        true,
        { folder_id: z.string(), command: z.string(), title: z.string().optional() },
    ],
];
/** Tools that say that the workspace does not have their subject. */
export const unavailableTools = tools.map(([name, title, description, isWrite, shape]) => hostedTool({
    name,
    title,
    description,
    effect: isWrite ? 'write' : 'read',
    lists: 'august',
    input: z.object(shape),
    run: () => {
        throw new ToolFailure(`entitlement_required: ${title} is not enabled for this workspace.`);
    },
}));
