import { z } from 'zod';
import { hostedTool } from '../tool.js';
import { findContent } from './find-content.js';

const MAX_RESULTS = 25;
const MAX_HIGHLIGHT = 500;

/** `notion-search`. */
export const search = hostedTool({
  name: 'search',
  title: 'Search',
  description:
    'Searches titles and contents of the workspace, and of connected sources where the plan has them. query_type "user" searches people instead.',
  effect: 'read',
  lists: 'both',
  input: z.object({
    query: z.string().min(1).describe('What to search for.'),
    page_size: z.number().int().min(1).max(MAX_RESULTS).optional(),
    max_highlight_length: z.number().int().min(0).max(MAX_HIGHLIGHT).optional(),
  }),
  run: (input, { workspace }) => ({
    results: findContent(workspace, input.query, {
      limit: input.page_size ?? 10,
      highlight: input.max_highlight_length ?? 200,
    }),
    type: 'workspace_search',
  }),
});
