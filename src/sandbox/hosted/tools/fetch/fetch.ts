import { z } from 'zod';
import { visiblePage } from '../../../access.js';
import { isRemoved } from '../../../trash.js';
import { readObjectId } from '../shown/object-id.js';
import { hostedTool, ToolFailure } from '../tool.js';
import { showPage } from './show-page.js';

/** `notion-fetch`. */
export const fetchTool = hostedTool({
  name: 'fetch',
  title: 'Fetch',
  description:
    'Retrieves one page, database, data source or view as text. Takes a URL, an id, collection://…, view://…, notion://docs/… or "self". Fetch a database before creating rows in it or querying it, and a page before changing its text.',
  effect: 'read',
  lists: 'both',
  input: z.object({
    id: z.string().min(1).describe('A URL or id of what to fetch.'),
    include_transcript: z.boolean().optional(),
    include_discussions: z.boolean().optional(),
  }),
  run: ({ id, include_transcript: includeTranscript = false }, { workspace, account }) => {
    if (id === 'self') {
      const { user } = account;
      return {
        self: {
          workspace: { id: workspace.id, name: workspace.name },
          user: { id: user.id, name: user.name, type: 'person', email: user.email },
        },
      };
    }
    const named = readObjectId(id);
    const page = named?.kind === 'object' ? visiblePage(workspace, named.id) : undefined;
    if (page === undefined || isRemoved(workspace, page)) {
      throw new ToolFailure(`Could not find ${id}. It does not exist, or you have no access to it.`);
    }
    return showPage(workspace, page, includeTranscript);
  },
});
