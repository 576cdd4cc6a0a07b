import { blockUrl, pageUrl } from '../../content/notion-id.js';
import { undashed } from '../../notion/reference.js';
/** The ids of pages and databases that have an address. */
const WITH_ADDRESS = new Set([
    'create',
    'set',
    'move',
    'attach',
    'create_database',
    'rename_database',
]);
export function changeData(change, made) {
    return {
        change,
        objects: made.flatMap(({ planned, ids }) => ids.map((id) => {
            const url = urlOf(planned, id);
            return { action: planned.action, id, ...(url === undefined ? {} : { url }) };
        })),
    };
}
function urlOf({ action, target }, id) {
    if (WITH_ADDRESS.has(action)) {
        return pageUrl(id);
    }
    if (action === 'append') {
        return blockUrl(target, id);
    }
    return action === 'create_view' ? `${pageUrl(target)}?v=${undashed(id)}` : undefined;
}
