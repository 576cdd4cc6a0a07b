import * as z from 'zod';
import { createDatabase as createRestDatabase } from '../../../write/databases/databases.js';
import { showDatabase } from './show-database.js';
import { asRest } from '../rest.js';
import { requestedPage } from '../shown/requested.js';
import { hostedTool, ToolFailure } from '../tool.js';
import { readTable } from './schema-statements.js';
/** `notion-create-database`. */
export const createDatabase = hostedTool({
    name: 'create-database',
    title: 'Create database',
    description: 'Creates a database from CREATE TABLE ("Name" TITLE, "Stage" SELECT(\'New\':blue, \'Old\'), "Due" DATE), with column names in double quotes and types in Notion\'s words.',
    effect: 'write',
    lists: 'both',
    input: z.object({
        schema: z.string().describe('The CREATE TABLE statement.'),
        parent: z.object({ type: z.string().optional(), page_id: z.string().optional() }).optional(),
        title: z.string().optional(),
        description: z.string().optional(),
    }),
    run: (input, context) => {
        const pageId = input.parent?.page_id;
        const created = asRest(createRestDatabase, context, {
            body: {
                parent: pageId === undefined
                    ? { workspace: true }
                    : { page_id: requestedPage(context.workspace, pageId).id },
                title: plainText(input.title ?? ''),
                ...(input.description !== undefined && { description: plainText(input.description) }),
                initial_data_source: { properties: readTable(input.schema) },
            },
        });
        const database = context.workspace.databases.get(String(created['id']));
        if (database === undefined) {
            throw new ToolFailure('The database was not created.');
        }
        return { result: `Created database:\n${String(showDatabase(context.workspace, database)['text'])}` };
    },
});
/** Rich text as REST takes it. */
export function plainText(content) {
    return [{ text: { content } }];
}
