import * as z from 'zod';
import { presentText } from '../../../present/rich-text.js';
import { createComment as createRestComment } from '../../../write/comments/comments.js';
import { parseInline } from '../../../write/markdown/inline.js';
import { asRest } from '../rest.js';
import { requestedPage } from '../shown/requested.js';
import { hostedTool, ToolFailure } from '../tool.js';
import { textOfBlock } from './get-comments.js';
/** `notion-create-comment`. */
export const createComment = hostedTool({
    name: 'create-comment',
    title: 'Create comment',
    description: 'Comments on a page, on the block that selection_with_ellipsis quotes ("first words...last words"), or in answer to a discussion.',
    effect: 'write',
    lists: 'both',
    input: z.object({
        page_id: z.string(),
        discussion_id: z.string().optional(),
        selection_with_ellipsis: z.string().optional(),
        rich_text: z.array(z.record(z.string(), z.unknown())).optional(),
        markdown: z.string().optional(),
    }),
    run: (input, context) => {
        const page = requestedPage(context.workspace, input.page_id);
        const created = asRest(createRestComment, context, {
            body: {
                ...placeOf(input, page.id, context),
                rich_text: input.rich_text ?? textOf(input.markdown, context),
            },
        });
        return { result: { status: 'success', id: created['id'] } };
    },
});
function textOf(markdown, { workspace }) {
    if (markdown === undefined) {
        throw new ToolFailure('body failed validation: rich_text or markdown should be defined.');
    }
    return presentText(workspace, parseInline(workspace, markdown));
}
function placeOf(input, pageId, { workspace }) {
    if (input.discussion_id !== undefined) {
        return { discussion_id: input.discussion_id.split('/').at(-1) };
    }
    if (input.selection_with_ellipsis === undefined) {
        return { parent: { page_id: pageId } };
    }
    const [start = '', end = ''] = input.selection_with_ellipsis.split('...');
    const block = (workspace.pages.get(pageId)?.children ?? []).find((id) => {
        const text = textOfBlock(workspace, id);
        return text.includes(start) && text.includes(end, text.indexOf(start));
    });
    if (block === undefined) {
        throw new ToolFailure('Could not find the selection in the page. Fetch the page and quote its text.');
    }
    return { parent: { block_id: block } };
}
