import { visibleBlock, visiblePage } from '../../access.js';
import { ApiError, notFound, validationError } from '../../errors.js';
import { presentComment } from '../../present/comment.js';
import { pathId } from '../../route.js';
import { minuteTime } from '../../times.js';
import { requireEditable } from '../changes/editable.js';
import { attach } from '../input/file-source.js';
import { Input } from '../input/input.js';
import { readRichText } from '../input/rich-text.js';
import { parseInline } from '../markdown/inline.js';
/** Files of one comment. */
const MAX_ATTACHMENTS = 3;
/** Longest comment in markdown, in UTF-16 code units. */
const MAX_MARKDOWN = 200_000;
/** `POST /v1/comments`: on a page, on a block, or in answer to a discussion. */
export function createComment(request) {
    const { workspace } = request;
    const body = new Input('', request.body).object([
        'parent',
        'discussion_id',
        'rich_text',
        'markdown',
        'markdown_version',
        'attachments',
        'display_name',
    ]);
    const place = body.onlyOf(['parent', 'discussion_id']) === 'parent'
        ? { parent: readParent(request, body.get('parent')), discussionId: workspace.nextId() }
        : readDiscussion(request, body.get('discussion_id').id());
    const text = readText(workspace, body);
    const files = body.get('attachments');
    const attachments = files.isPresent
        ? files.items(MAX_ATTACHMENTS).map((file) => attach(workspace, file.get('file_upload_id')))
        : [];
    const shownAs = readDisplayName(workspace, body.get('display_name'));
    const comment = {
        id: workspace.nextId(),
        ...place,
        created: minuteTime(workspace.clock()),
        author: workspace.botId,
        text,
        shownAs,
        ...(attachments.length > 0 && { attachments }),
    };
    workspace.comments.push(comment);
    return presentComment(workspace, comment);
}
function readParent({ workspace, connection }, input) {
    const kind = input.object(['type', 'page_id', 'block_id']).onlyOf(['page_id', 'block_id']);
    const id = input.get(kind).id();
    const page = visiblePage(workspace, id);
    const record = page ?? (kind === 'block_id' ? visibleBlock(workspace, id) : undefined);
    if (record === undefined) {
        throw notFound(kind === 'page_id' ? 'page' : 'block', id, connection);
    }
    requireEditable(workspace, record);
    return { kind: page === undefined ? 'block' : 'page', id };
}
function readDiscussion({ workspace }, id) {
    const first = workspace.comments.find(({ discussionId }) => discussionId === id);
    if (first === undefined) {
        throw new ApiError(404, 'object_not_found', `Could not find discussion with ID: ${id}.`);
    }
    return { parent: first.parent, discussionId: id };
}
/** Markdown of a comment is inline only: signs of headings and lists stay text. */
function readText(workspace, body) {
    const key = body.onlyOf(['rich_text', 'markdown']);
    const text = key === 'rich_text'
        ? readRichText(body.get('rich_text'))
        : parseInline(workspace, body.get('markdown').text(MAX_MARKDOWN));
    if (text.length === 0) {
        throw validationError('A comment must have text.');
    }
    return text;
}
function readDisplayName(workspace, input) {
    const bot = { type: 'integration', name: workspace.users.get(workspace.botId)?.name ?? '' };
    if (!input.isPresent) {
        return bot;
    }
    const type = input.object(['type', 'custom']).get('type').oneOf(['integration', 'user', 'custom']);
    if (type === 'custom') {
        return { type, name: input.get('custom').object(['name']).get('name').text() };
    }
    return type === 'user' ? { type, name: workspace.users.get(workspace.ownerId)?.name ?? '' } : bot;
}
/** `GET /v1/comments/{comment_id}`. */
export function retrieveComment(request) {
    return presentComment(request.workspace, requestedComment(request));
}
/** `PATCH /v1/comments/{comment_id}`: one's own only. */
export function updateComment(request) {
    const { workspace } = request;
    const comment = ownComment(request);
    const body = new Input('', request.body).object(['rich_text', 'markdown', 'markdown_version']);
    const changed = {
        ...comment,
        text: readText(workspace, body),
        edited: minuteTime(workspace.clock()),
    };
    workspace.comments.splice(workspace.comments.indexOf(comment), 1, changed);
    return presentComment(workspace, changed);
}
/** `DELETE /v1/comments/{comment_id}`: one's own only, for good. */
export function deleteComment(request) {
    const { workspace } = request;
    const comment = ownComment(request);
    workspace.comments.splice(workspace.comments.indexOf(comment), 1);
    return presentComment(workspace, comment);
}
/** Another's comment is as if it were not there. */
function ownComment(request) {
    const comment = requestedComment(request);
    if (comment.author !== request.workspace.botId) {
        throw commentNotFound(comment.id);
    }
    return comment;
}
function requestedComment(request) {
    const { workspace } = request;
    const id = pathId(request, 'comment_id');
    const comment = workspace.comments.find((each) => each.id === id);
    const isVisible = comment !== undefined &&
        (comment.parent.kind === 'page' ? visiblePage : visibleBlock)(workspace, comment.parent.id) !== undefined;
    if (!isVisible) {
        throw commentNotFound(id);
    }
    return comment;
}
function commentNotFound(id) {
    return new ApiError(404, 'object_not_found', `Could not find comment with ID: ${id}.`);
}
