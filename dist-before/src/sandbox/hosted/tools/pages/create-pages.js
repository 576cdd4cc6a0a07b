import * as z from 'zod';
import { objectUrl } from '../../../ids.js';
import { createPage } from '../../../write/pages/create-page.js';
import { asRest } from '../rest.js';
import { flatProperties } from '../shown/flat-properties.js';
import { requestedPage, requestedSource } from '../shown/requested.js';
import { asTask } from '../tasks/as-task.js';
import { hostedTool, ToolFailure } from '../tool.js';
import { restLooks } from './looks.js';
import { restProperties } from './rest-properties.js';
const MAX_PAGES = 100;
const parent = z.object({
    type: z.string().optional(),
    page_id: z.string().optional(),
    database_id: z.string().optional(),
    data_source_id: z.string().optional(),
    teamspace_id: z.string().optional(),
});
const page = z.object({
    properties: z.record(z.string(), z.unknown()).optional(),
    content: z.string().optional(),
    template_id: z.string().optional(),
    icon: z.string().optional(),
    cover: z.string().optional(),
});
/** `notion-create-pages`. */
export const createPages = hostedTool({
    name: 'create-pages',
    title: 'Create pages',
    description: 'Creates pages under a page, in a data source, or, without a parent, as private pages of the person. Fetch a data source before creating rows in it, and read notion://docs/enhanced-markdown-spec before writing content.',
    effect: 'write',
    lists: 'both',
    input: z.object({
        parent: parent.optional(),
        pages: z.array(page).min(1).max(MAX_PAGES),
        creation_mode: z.enum(['draft']).optional(),
        allow_async: z.boolean().optional(),
    }),
    run: (input, context) => {
        const place = placeOf(input.parent, context);
        // Wrong names and options are refused before the first page is made.
        const bodies = input.pages.map((each) => bodyOf(each, place, context));
        const create = () => ({
            pages: bodies.map((body) => shown(asRest(createPage, context, { body }), context)),
        });
        return input.allow_async === true ? asTask('create-pages', context, create) : create();
    },
});
function placeOf(given, { workspace }) {
    if (given?.page_id !== undefined) {
        return { kind: 'page', id: requestedPage(workspace, given.page_id).id };
    }
    const source = given?.data_source_id ?? given?.database_id;
    return source === undefined
        ? { kind: 'workspace' }
        : { kind: 'data_source', id: requestedSource(workspace, source).id };
}
function bodyOf(draft, place, { workspace }) {
    if (draft.template_id !== undefined && draft.content !== undefined) {
        throw new ToolFailure('body failed validation: give template_id or content, not both.');
    }
    return {
        parent: place.kind === 'workspace'
            ? { workspace: true }
            : { [place.kind === 'page' ? 'page_id' : 'data_source_id']: place.id },
        properties: restProperties(workspace, place, draft.properties ?? {}),
        ...(draft.content !== undefined && { markdown: draft.content }),
        ...(draft.template_id !== undefined && {
            template: { type: 'template_id', template_id: draft.template_id },
        }),
        ...restLooks(draft),
    };
}
function shown(created, { workspace }) {
    const id = String(created['id']);
    const record = workspace.pages.get(id);
    return {
        id,
        url: objectUrl(id),
        properties: record === undefined ? {} : flatProperties(workspace, record),
    };
}
