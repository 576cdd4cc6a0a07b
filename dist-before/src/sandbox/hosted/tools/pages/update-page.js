import * as z from 'zod';
import { parseId } from '../../../ids.js';
import { updateMarkdown } from '../../../write/markdown/update-markdown.js';
import { updatePage as updateRestPage } from '../../../write/pages/update-page.js';
import { columnsOf } from '../../../query/read-value.js';
import { asRest } from '../rest.js';
import { requestedPage } from '../shown/requested.js';
import { asTask } from '../tasks/as-task.js';
import { hostedTool, ToolFailure } from '../tool.js';
import { restLooks } from './looks.js';
import { restProperties } from './rest-properties.js';
const springCommands = [
    'update_properties',
    'update_content',
    'replace_content',
    'apply_template',
    'update_verification',
];
const shape = {
    page_id: z.string().describe('A UUID; addresses are refused.'),
    properties: z.record(z.string(), z.unknown()).optional(),
    content_updates: z
        .array(z.object({
        old_str: z.string(),
        new_str: z.string(),
        replace_all_matches: z.boolean().optional(),
    }))
        .max(100)
        .optional(),
    new_str: z.string().optional(),
    allow_deleting_content: z.boolean().optional(),
    template_id: z.string().optional(),
    verification_status: z.enum(['verified', 'unverified']).optional(),
    verification_expiry_days: z.number().int().min(1).optional(),
    icon: z.string().optional(),
    cover: z.string().optional(),
};
const input = z.object({
    ...shape,
    command: z.enum([...springCommands, 'insert_content']),
    content: z.string().optional(),
    position: z.record(z.string(), z.unknown()).optional(),
    allow_async: z.boolean().optional(),
});
/** `notion-update-page`. */
export const updatePage = hostedTool({
    name: 'update-page',
    title: 'Update page',
    description: 'Changes one page. command says what: properties, parts of the content by old_str and new_str, the whole content, an insertion, a template, the verification. Fetch the page before update_content.',
    effect: 'destroy',
    lists: 'both',
    input,
    springInput: z.object({ ...shape, command: z.enum(springCommands) }),
    run: (update, context) => {
        const id = parseId(update.page_id);
        if (id === undefined) {
            throw new ToolFailure('body failed validation: body.page_id should be a valid uuid.');
        }
        const page = requestedPage(context.workspace, id);
        const change = () => {
            carryOut(update, page, context);
            return { page_id: id };
        };
        return update.allow_async === true ? asTask('update-page', context, change) : change();
    },
});
function carryOut(update, page, context) {
    const parameters = { page_id: page.id };
    const looks = restLooks(update);
    const edit = (body) => {
        asRest(updateMarkdown, context, { parameters, body });
    };
    const patch = (body) => {
        asRest(updateRestPage, context, { parameters, body: { ...body, ...looks } });
    };
    const allowDeleting = { allow_deleting_content: update.allow_deleting_content ?? false };
    switch (update.command) {
        case 'update_properties':
            patch({ properties: restProperties(context.workspace, page.parent, update.properties ?? {}) });
            return;
        case 'update_content':
            edit({
                type: 'update_content',
                update_content: { content_updates: update.content_updates ?? [], ...allowDeleting },
            });
            break;
        case 'replace_content':
            edit({
                type: 'replace_content',
                replace_content: { new_str: update.new_str ?? '', ...allowDeleting },
            });
            break;
        case 'insert_content':
            edit({
                type: 'insert_content',
                insert_content: {
                    content: update.content ?? '',
                    ...(update.position !== undefined && { position: update.position }),
                },
            });
            break;
        case 'apply_template':
            patch({ template: { type: 'template_id', template_id: update.template_id ?? '' } });
            return;
        case 'update_verification':
            patch({ properties: verification(update, page, context) });
            return;
    }
    if (Object.keys(looks).length > 0) {
        patch({});
    }
}
function verification({ verification_status: state = 'verified', verification_expiry_days: days }, page, { workspace }) {
    const column = columnsOf(workspace, page).find(({ type }) => type === 'verification');
    if (column === undefined) {
        throw new ToolFailure('This page has no verification property.');
    }
    const now = workspace.clock();
    const end = days === undefined ? null : new Date(now.getTime() + days * 86_400_000).toISOString();
    const date = state === 'verified' ? { date: { start: now.toISOString(), end } } : {};
    return { [column.name]: { verification: { state, ...date } } };
}
