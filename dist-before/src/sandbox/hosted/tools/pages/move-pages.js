import * as z from 'zod';
import { updateDatabase } from '../../../write/databases/databases.js';
import { movePage } from '../../../write/pages/move-page.js';
import { asRest } from '../rest.js';
import { requestedObject, requestedPage, requestedSource } from '../shown/requested.js';
import { hostedTool, ToolFailure } from '../tool.js';
const newParent = z.object({
    type: z.string().optional(),
    page_id: z.string().optional(),
    database_id: z.string().optional(),
    data_source_id: z.string().optional(),
});
/** `notion-move-pages`. */
export const movePages = hostedTool({
    name: 'move-pages',
    title: 'Move pages',
    description: 'Moves pages and databases under another page, or pages into a data source.',
    effect: 'write',
    lists: 'both',
    input: z.object({
        page_or_database_ids: z.array(z.string()).min(1).max(100),
        new_parent: newParent,
    }),
    run: (input, context) => {
        const parent = placeOf(input.new_parent, context);
        for (const text of input.page_or_database_ids) {
            const found = requestedObject(context.workspace, text);
            if (found.kind === 'page') {
                asRest(movePage, context, { parameters: { page_id: found.record.id }, body: { parent } });
            }
            else if (found.kind === 'database') {
                asRest(updateDatabase, context, { parameters: { database_id: found.record.id }, body: { parent } });
            }
            else {
                throw new ToolFailure(`${text} is a ${found.kind} and cannot be moved.`);
            }
        }
        return { result: `Successfully moved ${input.page_or_database_ids.length} item(s)` };
    },
});
/** Where to, as REST takes it. To the top of the workspace is not possible there, so it is refused. */
function placeOf(given, { workspace }) {
    if (given.page_id !== undefined) {
        return { page_id: requestedPage(workspace, given.page_id).id };
    }
    const source = given.data_source_id ?? given.database_id;
    if (source === undefined) {
        throw new ToolFailure('The sandbox moves things under a page or into a data source only.');
    }
    return { data_source_id: requestedSource(workspace, source).id };
}
