import { InputError } from '../errors.js';
import { say } from '../text/words.js';
import { readableText } from './reference-text.js';
import { dashed, looksLikeUrl, parseReference } from './reference.js';
const VIEW = /(?:[?&]|&amp;)v=([0-9a-f]{32}|[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12})(?![0-9a-f])/i;
/** The end of a view's URL on its own. */
const VIEW_ONLY = /^[?&]?v=([0-9a-f]{32}|[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12})$/i;
const PEEKED = /([?&])p=(?:[0-9a-f]{32}|[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12})(?:&|(?=#|$))/i;
/** Reads the view in a database's URL, `…/Tasks-<id>?v=<view id>&p=<row id>`. Names and bare ids have none. */
export function readDatabaseReference(given) {
    const text = readableText(given);
    const reference = parseReference(text);
    if (reference?.kind === 'view') {
        return { database: text, viewId: reference.id };
    }
    if (reference === undefined || reference.kind !== undefined) {
        return { database: given, viewId: undefined };
    }
    const withoutRow = text.replace(PEEKED, '$1');
    const viewId = VIEW.exec(text)?.[1];
    return {
        database: parseReference(withoutRow) === undefined ? text : withoutRow,
        viewId: viewId === undefined ? undefined : dashed(viewId),
    };
}
/** The dashed id in a `view` argument: a view's URL, `view://<id>` or a bare id. Undefined for a name. */
export function parseViewReference(text) {
    const viewId = readDatabaseReference(text).viewId ?? viewAlone(text);
    if (viewId !== undefined) {
        return viewId;
    }
    if (looksLikeUrl(text)) {
        throw new InputError('view', say `This URL names no view.`, say `Pass the view's URL with ?v= (in Notion: right-click the view's tab → Copy link to view) or its name.`);
    }
    const reference = parseReference(text);
    return reference?.kind === undefined ? reference?.id : undefined;
}
function viewAlone(text) {
    const id = VIEW_ONLY.exec(text.trim())?.[1];
    return id === undefined ? undefined : dashed(id);
}
