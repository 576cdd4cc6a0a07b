import { presentFileSource } from './file.js';
import { presentParent } from './page.js';
import { presentText } from './rich-text.js';
import { partialUser } from './user.js';
/** A comment object. */
export function presentComment(workspace, comment) {
    const author = workspace.users.get(comment.author);
    return {
        object: 'comment',
        id: comment.id,
        parent: presentParent(workspace, comment.parent),
        discussion_id: comment.discussionId,
        created_time: comment.created,
        last_edited_time: comment.edited ?? comment.created,
        created_by: partialUser(comment.author),
        rich_text: presentText(workspace, comment.text),
        ...(comment.attachments !== undefined && {
            attachments: comment.attachments.map((name) => {
                const { file } = presentFileSource(workspace, { kind: 'hosted', name });
                return { category: 'image', file };
            }),
        }),
        display_name: {
            type: comment.shownAs?.type ?? (author?.bot === true ? 'integration' : 'user'),
            resolved_name: comment.shownAs?.name ?? author?.name ?? null,
        },
    };
}
