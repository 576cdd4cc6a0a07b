import { visibleBlock } from '../../access.js';
import { validationError } from '../../errors.js';
import { pageMarkdown } from '../../markdown/page-markdown.js';
import { pathId } from '../../route.js';
import { requestedPage } from '../../routes/pages.js';
import { listed } from '../../trash.js';
import { requireEditable } from '../changes/editable.js';
import { touchPage } from '../changes/stamp.js';
import { useBlocks } from '../changes/tree.js';
import { Input } from '../input/input.js';
import { parseBlocks } from './blocks.js';
import { editText, editTypes, isAtStart, MAX_TEXT } from './edit-text.js';
import { insertParsed, countParsed } from './place.js';
import { carryOut, guardChildren, planPage } from './reconcile.js';
/** Reads `PATCH /v1/pages/{page_id}/markdown`. */
export function readEdit(request) {
    const { workspace } = request;
    const id = pathId(request, 'page_id');
    const block = workspace.pages.has(id) ? undefined : visibleBlock(workspace, id);
    if (block !== undefined && block.content.type !== 'child_database') {
        throw validationError(`Provided ID ${id} is a block, not a page.`);
    }
    const page = requestedPage(request);
    requireEditable(workspace, page);
    const body = new Input('', request.body);
    const type = body.get('type').oneOf(editTypes);
    body.object(['type', type, 'allow_async', 'markdown_version']);
    return { page, type, command: body.get(type) };
}
/** Carries an edit out, or throws and changes nothing. Gives the page's text as it is then. */
export function applyEdit(workspace, { page, type, command }) {
    const children = () => listed(workspace, workspace.pages.get(page.id)?.children ?? []);
    const isAtEdge = type === 'insert_content' && !command.has('after');
    if (isAtEdge) {
        insertAtEdge(workspace, page, command);
        return withoutLastEmpty(pageMarkdown(workspace, page.id, children(), false), command);
    }
    const text = String(pageMarkdown(workspace, page.id, children(), false)['markdown']);
    const parsed = parseBlocks(workspace, editText(text, type, command));
    const plan = planPage(workspace, page.id, parsed);
    const allowed = command.get('allow_deleting_content');
    guardChildren(workspace, plan, allowed.isPresent && allowed.flag());
    useBlocks(workspace, plan.added);
    carryOut(workspace, plan.root);
    touchPage(workspace, page.id);
    return pageMarkdown(workspace, page.id, children(), false);
}
/** At the start or end nothing else is touched. Text that ends in a line break leaves an empty block behind. */
function insertAtEdge(workspace, page, command) {
    const isStart = isAtStart(command.object(['content', 'position']).get('position'));
    const content = command.get('content').text(MAX_TEXT);
    const parsed = parseBlocks(workspace, !isStart && content.endsWith('\n') ? `${content}<empty-block/>` : content);
    useBlocks(workspace, countParsed(parsed));
    const index = isStart ? 0 : (workspace.pages.get(page.id)?.children.length ?? 0);
    insertParsed(workspace, { kind: 'page', id: page.id }, parsed, index);
}
/** The answer does not show the empty block yet; the next one does. */
function withoutLastEmpty(answer, command) {
    const text = String(answer['markdown']);
    const isNew = command.get('content').text(MAX_TEXT).endsWith('\n');
    return isNew ? { ...answer, markdown: text.replace(/\n?<empty-block\/>$/, '') } : answer;
}
