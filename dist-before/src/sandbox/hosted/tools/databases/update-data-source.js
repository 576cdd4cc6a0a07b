import * as z from 'zod';
import { updateDataSource as updateRestDataSource } from '../../../write/databases/data-sources.js';
import { updateDatabase } from '../../../write/databases/databases.js';
import { showDataSource } from './show-database.js';
import { asRest } from '../rest.js';
import { requestedSource } from '../shown/requested.js';
import { hostedTool } from '../tool.js';
import { plainText } from './create-database.js';
import { readAlterations } from './schema-statements.js';
/** `notion-update-data-source`. */
export const updateDataSource = hostedTool({
    name: 'update-data-source',
    title: 'Update data source',
    description: 'Changes the columns of a data source with ADD, DROP, RENAME and ALTER COLUMN statements, its title and description, or puts it into the trash.',
    effect: 'destroy',
    lists: 'both',
    input: z.object({
        data_source_id: z.string(),
        statements: z.string().optional(),
        title: z.string().optional(),
        description: z.string().optional(),
        is_inline: z.boolean().optional(),
        in_trash: z.boolean().optional(),
    }),
    run: (input, context) => {
        const source = requestedSource(context.workspace, input.data_source_id);
        asRest(updateRestDataSource, context, {
            parameters: { data_source_id: source.id },
            body: {
                ...(input.statements !== undefined && { properties: readAlterations(input.statements) }),
                ...(input.title !== undefined && { title: plainText(input.title) }),
                ...(input.in_trash !== undefined && { in_trash: input.in_trash }),
            },
        });
        const { description, is_inline: isInline } = input;
        if (description !== undefined || isInline !== undefined) {
            asRest(updateDatabase, context, {
                parameters: { database_id: source.databaseId },
                body: {
                    ...(description !== undefined && { description: plainText(description) }),
                    ...(isInline !== undefined && { is_inline: isInline }),
                },
            });
        }
        const changed = context.workspace.dataSources.get(source.id) ?? source;
        return { result: `Updated data source:\n${String(showDataSource(changed)['text'])}` };
    },
});
