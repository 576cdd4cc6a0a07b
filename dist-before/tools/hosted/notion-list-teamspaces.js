import * as z from 'zod';
import { requireHosted } from '../../src/notion/hosted-session.js';
import { defineTool, readOnly } from '../../src/tool.js';
export default defineTool({
    name: 'notion_list_teamspaces',
    title: 'List Notion teamspaces',
    description: "Teamspaces by name: those of the person who signed in, with their role, and the others. Goes through Notion's hosted server; the REST API knows no teamspaces.",
    input: z.object({
        query: z.string().trim().max(200).default('').describe('Part of a name; empty lists all'),
    }),
    annotations: readOnly,
    async run({ query }, { hosted, boundary }) {
        const session = requireHosted(hosted);
        // Loaded where it is asked for: other calls must not pay for it.
        const { listTeamspaces } = await import('../../src/workspace/hosted/list-teamspaces.js');
        return listTeamspaces(session, query, boundary);
    },
});
