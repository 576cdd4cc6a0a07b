import * as z from 'zod';
import { createView as createRestView, updateView as updateRestView } from '../../../write/views/views.js';
import { showView } from '../databases/show-database.js';
import { asRest } from '../rest.js';
import { requestedObject, requestedPage, requestedSource } from '../shown/requested.js';
import { hostedTool, ToolFailure } from '../tool.js';
import { readConfiguration } from './configure.js';
const types = [
    'table',
    'board',
    'list',
    'calendar',
    'timeline',
    'gallery',
    'form',
    'chart',
    'map',
    'dashboard',
];
/** `notion-create-view`. */
export const createView = hostedTool({
    name: 'create-view',
    title: 'Create view',
    description: 'Adds a view to a database, or a linked view to a page. Read notion://docs/view-dsl-spec for configure.',
    effect: 'write',
    lists: 'both',
    input: z.object({
        data_source_id: z.string(),
        database_id: z.string().optional(),
        parent_page_id: z.string().optional(),
        name: z.string(),
        type: z.enum(types),
        configure: z.string().optional(),
    }),
    run: (input, context) => {
        const source = requestedSource(context.workspace, input.data_source_id);
        const page = input.parent_page_id;
        const created = asRest(createRestView, context, {
            body: {
                data_source_id: source.id,
                type: input.type,
                name: input.name,
                ...(page === undefined
                    ? { database_id: databaseIn(input.database_id ?? source.databaseId, context) }
                    : { create_database: { parent: { page_id: requestedPage(context.workspace, page).id } } }),
                ...readConfiguration(input.configure ?? '', source),
            },
        });
        return shown('Created', String(created['id']), context);
    },
});
/** `notion-update-view`: the type stays. */
export const updateView = hostedTool({
    name: 'update-view',
    title: 'Update view',
    description: 'Changes the name, filter, sorts or layout of a view.',
    effect: 'destroy',
    lists: 'both',
    input: z.object({
        view_id: z.string(),
        name: z.string().optional(),
        configure: z.string().optional(),
    }),
    run: (input, context) => {
        const text = input.view_id.startsWith('view://') ? input.view_id : `view://${input.view_id}`;
        const found = requestedObject(context.workspace, text);
        const source = found.kind === 'view' ? context.workspace.dataSources.get(found.record.dataSourceId ?? '') : undefined;
        if (found.kind !== 'view' || source === undefined) {
            throw new ToolFailure(`${input.view_id} is not a view of a data source.`);
        }
        asRest(updateRestView, context, {
            parameters: { view_id: found.record.id },
            body: {
                ...(input.name !== undefined && { name: input.name }),
                ...readConfiguration(input.configure ?? '', source),
            },
        });
        return shown('Updated', found.record.id, context);
    },
});
function databaseIn(text, { workspace }) {
    const found = requestedObject(workspace, text);
    if (found.kind !== 'database') {
        throw new ToolFailure(`${text} is not a database.`);
    }
    return found.record.id;
}
function shown(verb, id, { workspace }) {
    const view = workspace.views.get(id);
    const text = view === undefined ? '' : String(showView(view)['text']);
    return { result: `${verb} view "${view?.name ?? ''}" (${view?.type ?? ''}) — view://${id}\n${text}` };
}
