import { faultAnswer, jsonError } from './fault.js';
import { isObject } from '../query/json.js';
/** How long Notion works on a request before it answers a 503. */
const DEADLINE_MS = 55_000;
/** Endpoints whose 503 names what they made: a new object, or the block that was added to and its new children. */
const makes = /^POST \/v1\/(?:pages|databases|data_sources)$/;
const appends = /^PATCH \/v1\/blocks\/([^/]+)\/children$/;
/** What the caller gets for a request that was carried out and whose answer was lost. */
export function savedAnswer(fault, request, answer) {
    if (fault.kind !== 'service_unavailable' || !('saved' in fault) || fault.saved !== 'with_ids') {
        return faultAnswer(fault);
    }
    return jsonError(503, 'service_unavailable', 'The request passed its deadline, but the change was saved. Read the current state before trying again.', {
        from: 'deadline',
        elapsed_ms: String(DEADLINE_MS + 21),
        deadline_ms: String(DEADLINE_MS),
        retry_guidance: [
            'The change was saved. Do not send the request again.',
            'Read the resource to see its current state.',
        ],
        ...committedIds(`${request.method} ${request.path}`, request.bodyText, answer),
    });
}
function committedIds(request, bodyText, answer) {
    if (makes.test(request) && typeof answer['id'] === 'string') {
        return { committed_resource_id: answer['id'] };
    }
    const parent = appends.exec(request)?.[1];
    if (parent === undefined) {
        return {};
    }
    const sent = JSON.parse(bodyText).children.length;
    const results = Array.isArray(answer['results']) ? answer['results'] : [];
    const ids = results.slice(0, sent).map((block) => (isObject(block) ? String(block['id']) : ''));
    return { committed_resource_id: parent, committed_child_ids: ids };
}
