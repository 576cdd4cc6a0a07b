import * as z from 'zod';
import { requireFeature } from '../plan.js';
import { hostedTool } from '../tool.js';
import { findConnected } from './connected.js';
import { findContent } from './find-content.js';
import { findUsers } from './find-users.js';
const MAX_RESULTS = 50;
const MAX_RESULTS_IN_SPRING = 25;
const DEFAULT_RESULTS = 10;
const MAX_HIGHLIGHT = 500;
const DEFAULT_HIGHLIGHT = 200;
const filters = z.object({
    created_date_range: z
        .object({ start_date: z.string().optional(), end_date: z.string().optional() })
        .optional(),
    created_by_user_ids: z.array(z.string()).max(100).optional(),
});
const scope = {
    query: z.string().min(1).describe('What to search for.'),
    data_source_url: z.string().optional().describe('Rows of this data source only.'),
    page_url: z.string().optional().describe('This page and what lies below it only.'),
    teamspace_id: z.string().optional(),
    max_highlight_length: z.number().int().min(0).max(MAX_HIGHLIGHT).optional(),
};
const input = z.object({
    ...scope,
    query_type: z.enum(['internal', 'user']).optional(),
    filters: filters.optional(),
    sort: z.record(z.string(), z.unknown()).optional(),
    page_size: z.number().int().min(1).max(MAX_RESULTS).optional(),
    content_search_mode: z.enum(['workspace_search', 'ai_search']).optional(),
});
/** `notion-search`. Nothing counts what is left out, and there is no cursor. */
export const search = hostedTool({
    name: 'search',
    title: 'Search',
    description: 'Searches titles and contents of the workspace, and of connected sources where the plan has them. query_type "user" searches people instead.',
    effect: 'read',
    lists: 'both',
    input: input.omit({ content_search_mode: true }),
    springInput: input.extend({
        filters,
        page_size: z.number().int().min(1).max(MAX_RESULTS_IN_SPRING).optional(),
    }),
    run: (asked, context) => run(asked, context),
});
/** `notion-ai-search`: can be called, and is not listed. */
export const aiSearch = hostedTool({
    name: 'ai-search',
    title: 'AI search',
    description: 'Searches the workspace and connected sources by meaning.',
    effect: 'read',
    lists: 'unlisted',
    input: z.object({ ...scope, page_size: z.number().int().min(1).max(MAX_RESULTS).optional() }),
    run: (asked, context) => run({ ...asked, content_search_mode: 'ai_search' }, context),
});
function run(asked, context) {
    const { workspace, behavior } = context;
    if (asked.query_type === 'user') {
        return { results: [{ text: findUsers(workspace, asked.query) }], type: 'user_search' };
    }
    const isAi = asked.content_search_mode === 'ai_search' ||
        // The newest search decides by itself.
        (asked.content_search_mode === undefined && behavior.plan === 'business');
    if (asked.content_search_mode === 'ai_search') {
        requireFeature(context, 'ai_search');
    }
    const limit = asked.page_size ?? DEFAULT_RESULTS;
    const highlight = asked.max_highlight_length ?? DEFAULT_HIGHLIGHT;
    const isWhole = asked.data_source_url === undefined &&
        asked.page_url === undefined &&
        Object.keys(asked.filters ?? {}).length === 0;
    const connected = isAi && isWhole ? findConnected(asked.query, highlight) : [];
    const found = findContent(context, asked, { limit, highlight });
    return {
        // Sources are mixed, with no order that could be relied on.
        results: [...found.slice(0, 1), ...connected, ...found.slice(1)].slice(0, limit),
        type: isAi ? 'ai_search' : 'workspace_search',
        ...(behavior.plan === 'free' && {
            notices: ['AI search and connected apps are not part of your plan; only the workspace was searched.'],
        }),
    };
}
