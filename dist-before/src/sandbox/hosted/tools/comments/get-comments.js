import * as z from 'zod';
import { pageOfBlock } from '../../../access.js';
import { objectUrl } from '../../../ids.js';
import { attribute, inlineMarkdown } from '../../../markdown/inline.js';
import { plainContent } from '../../../model/rich-text.js';
import { requestedPage } from '../shown/requested.js';
import { hostedTool } from '../tool.js';
import { isResolved } from './discussions.js';
/** `notion-get-comments`: XML in JSON, or nothing at all. */
export const getComments = hostedTool({
    name: 'get-comments',
    title: 'Get comments',
    description: 'Lists the discussions on a page: those on the page itself, with include_all_blocks those on its blocks too, with include_resolved resolved ones too.',
    effect: 'read',
    lists: 'both',
    input: z.object({
        page_id: z.string(),
        include_resolved: z.boolean().optional(),
        include_all_blocks: z.boolean().optional(),
        discussion_id: z.string().optional(),
    }),
    run: (input, { workspace }) => {
        const page = requestedPage(workspace, input.page_id);
        const only = input.discussion_id?.split('/').at(-1);
        const found = discussionsOn(workspace, page.id).filter(({ id, context, resolved }) => (only === undefined ? input.include_all_blocks === true || context === 'page' : id === only) &&
            (input.include_resolved === true || !resolved || id === only));
        return found.length === 0 ? {} : { text: xmlOf(workspace, page.id, found) };
    },
});
/** All discussions on the page and its blocks, in the order of their first comments. */
function discussionsOn(workspace, pageId) {
    const found = new Map();
    for (const comment of workspace.comments) {
        const block = comment.parent.kind === 'block' ? workspace.blocks.get(comment.parent.id) : undefined;
        const on = block === undefined ? comment.parent.id : pageOfBlock(workspace, block);
        if (on === pageId) {
            found.set(comment.discussionId, [...(found.get(comment.discussionId) ?? []), comment]);
        }
    }
    return [...found].map(([id, comments]) => {
        const parent = comments[0]?.parent ?? { kind: 'page', id: pageId };
        return {
            id,
            placeId: parent.id,
            context: parent.kind === 'page' ? 'page' : 'inline',
            resolved: isResolved(workspace, id),
            comments,
        };
    });
}
function xmlOf(workspace, pageId, discussions) {
    return [
        `<discussions total-count="${discussions.length}" shown-count="${discussions.length}">`,
        ...discussions.flatMap((discussion) => discussionLines(workspace, pageId, discussion)),
        '</discussions>',
    ].join('\n');
}
function discussionLines(workspace, pageId, discussion) {
    const { id, placeId, context, resolved, comments } = discussion;
    const anchor = context === 'inline' ? ` text-context="${attribute(textOfBlock(workspace, placeId))}"` : '';
    return [
        `<discussion id="discussion://${pageId}/${placeId}/${id}" comment-count="${comments.length}" resolved="${resolved}" type="comment" context="${context}"${anchor}>`,
        ...comments.map((comment) => `<comment id="${comment.id}" url="${objectUrl(pageId)}?d=${comment.id.replaceAll('-', '')}" user-url="user://${comment.author}" datetime="${comment.created}">${inlineMarkdown(workspace, comment.text)}</comment>`),
        '</discussion>',
    ];
}
/** The text that a discussion is about. */
export function textOfBlock(workspace, id) {
    const content = workspace.blocks.get(id)?.content;
    return content !== undefined && 'text' in content ? plainContent(content.text) : '';
}
