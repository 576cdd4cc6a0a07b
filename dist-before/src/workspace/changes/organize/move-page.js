import { movePage as moveRequest } from '../../../notion/endpoints/page-writes.js';
import { parentOf } from '../../../notion/parent-of.js';
import { stepOnPage } from './page-state.js';
/** Undefined for a place to which Notion moves nothing: the top of the workspace, and blocks. */
export function moveTargetOf(parent) {
    const { kind, id } = parent ?? {};
    return id !== undefined && (kind === 'page' || kind === 'data_source') ? { kind, id } : undefined;
}
/** Whether the page lies there. */
export function liesIn(page, { id }) {
    return parentOf(page.parent)?.id === id;
}
/** The request that moves a page. `dropped`: columns whose values the new place has no room for. */
export function movePage(session, page, to, dropped) {
    const from = parentOf(page.parent);
    const parent = to.kind === 'page' ? { page_id: to.id } : { data_source_id: to.id };
    return stepOnPage(session, page, {
        ...moveRequest(page.id, parent),
        planned: { action: 'move', before: { parent: from ?? null, dropped }, after: { parent: to } },
        isSaved: (now) => liesIn(now, to),
        isUntouched: (now) => parentOf(now.parent)?.id === from?.id,
    });
}
