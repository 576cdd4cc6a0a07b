import * as z from 'zod';
import { toolAccess } from '../plan.js';
import { requestedObject } from '../shown/requested.js';
import { hostedTool, ToolFailure } from '../tool.js';
import { documents } from './documents.js';
import { showDatabase, showDataSource, showView } from '../databases/show-database.js';
import { showPage } from './show-page.js';
/** `notion-fetch`. */
export const fetchTool = hostedTool({
    name: 'fetch',
    title: 'Fetch',
    description: 'Retrieves one page, database, data source or view as text. Takes a URL, an id, collection://…, view://…, notion://docs/… or "self". Fetch a database before creating rows in it or querying it, and a page before changing its text.',
    effect: 'read',
    lists: 'both',
    input: z.object({
        id: z.string().min(1).describe('A URL or id of what to fetch.'),
        include_transcript: z.boolean().optional(),
        include_discussions: z.boolean().optional(),
    }),
    run: ({ id, include_transcript: includeTranscript = false }, context) => {
        const { workspace } = context;
        if (id === 'self') {
            return self(context);
        }
        if (id.startsWith('notion://docs/')) {
            return showDocument(id);
        }
        if (id.startsWith('view://') && context.behavior.tools === 'spring') {
            throw new ToolFailure('URL type webpage not currently supported for fetch tool.');
        }
        const found = requestedObject(workspace, id);
        switch (found.kind) {
            case 'page':
                return showPage(workspace, found.record, includeTranscript);
            case 'database':
                return showDatabase(workspace, found.record);
            case 'data_source':
                return showDataSource(found.record);
            case 'view':
                return showView(found.record);
        }
    },
});
function self({ workspace, account, behavior }) {
    const { id, name, email } = account.user;
    return {
        self: {
            workspace: { id: workspace.id, name: workspace.name },
            user: { id, name, type: 'person', email },
        },
        current_tool_access: toolAccess({ behavior }),
    };
}
function showDocument(uri) {
    const document = documents.find((each) => each.uri === uri);
    if (document === undefined) {
        throw new ToolFailure(`Could not find ${uri}.`);
    }
    return { metadata: { type: 'document' }, title: document.name, url: uri, text: document.text };
}
