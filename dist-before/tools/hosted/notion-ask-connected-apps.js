import * as z from 'zod';
import { requireHosted } from '../../src/notion/hosted-session.js';
import { defineTool, limitParameter, readOnly } from '../../src/tool.js';
export default defineTool({
    name: 'notion_ask_connected_apps',
    title: 'Search the apps connected to Notion',
    description: 'Searches by meaning in the apps that are connected to Notion, such as Slack, Google Drive, GitHub or Jira: title, app, date, passage, address. ' +
        "Needs a plan with Notion AI; goes through Notion's hosted server. For pages use notion_search.",
    input: z.object({
        query: z.string().trim().min(1).max(300).describe('What to look for'),
        limit: limitParameter(10, 25),
    }),
    annotations: readOnly,
    async run({ query, limit }, { hosted, boundary }) {
        const session = requireHosted(hosted);
        // Loaded where it is asked for: other calls must not pay for it.
        const { askConnectedApps } = await import('../../src/workspace/hosted/ask-connected-apps.js');
        return askConnectedApps(session, query, limit, boundary);
    },
});
