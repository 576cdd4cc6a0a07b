import { parentOf } from '../parent-of.js';
import { parseReferences } from '../reference.js';
import { field, isRecord, textField } from '../../text/json.js';
import { OUTSIDE_ROOTS_TEXT } from './root-omissions.js';
const TOP = { type: 'workspace', workspace: true };
/** What a value of an answer mentions and links to. */
export function refsIn(value) {
    const found = new Map();
    const open = [value];
    while (open.length > 0) {
        const next = open.pop();
        if (Array.isArray(next)) {
            open.push(...next);
        }
        else if (isRecord(next)) {
            for (const ref of [...refsOfText(next), refOfLink(next)]) {
                if (ref !== undefined && !found.has(ref.id)) {
                    found.set(ref.id, ref);
                }
            }
            open.push(...Object.values(next));
        }
    }
    return [...found.values()];
}
/** A copy of the value that mentions and links to nothing but what may be shown. */
export function keepJson(value, mayShow) {
    if (Array.isArray(value)) {
        return value.filter((item) => !isHiddenLink(item, mayShow)).map((item) => keepJson(item, mayShow));
    }
    if (!isRecord(value)) {
        return value;
    }
    if (refsOfText(value).some((ref) => !mayShow(ref))) {
        return hiddenText(value);
    }
    return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, keepJson(item, mayShow)]));
}
/** Removes what lies above a root: for the caller the root is the top of the workspace. */
export function withoutAbove(object, isRoot) {
    const id = textField(object, 'id');
    const parent = parentOf(field(object, 'parent'));
    if (id === undefined || parent === undefined) {
        return object;
    }
    const above = field(object, 'database_parent');
    return {
        ...object,
        ...(isRoot(id) ? { parent: TOP } : {}),
        ...(above !== undefined && (isRoot(id) || isRoot(parent.id)) ? { database_parent: TOP } : {}),
    };
}
/** What a piece of rich text mentions or links to. */
function refsOfText(value) {
    if (!('plain_text' in value)) {
        return [];
    }
    const mention = value['type'] === 'mention' ? value['mention'] : undefined;
    const type = textField(mention, 'type') ?? '';
    if (type === 'user' || type === 'date') {
        return [];
    }
    const id = textField(field(mention, type), 'id');
    if (id !== undefined && type !== 'custom_emoji') {
        return [{ kind: kindOf(type), id }];
    }
    const references = parseReferences(textField(value, 'href') ??
        textField(field(field(value, 'text'), 'link'), 'url') ??
        textField(field(mention, type), 'url') ??
        textField(field(mention, type), 'href') ??
        '');
    return references.flatMap(({ kind, id: named }) => (kind === 'user' ? [] : [{ kind: 'any', id: named }]));
}
function refOfLink(block) {
    const link = block['type'] === 'link_to_page' ? block['link_to_page'] : undefined;
    return parentOf(link);
}
function isHiddenLink(item, mayShow) {
    const isLink = isRecord(item) && item['type'] === 'link_to_page';
    const ref = isLink ? refOfLink(item) : undefined;
    return isLink && (ref === undefined || !mayShow(ref));
}
/** A link keeps its text on the page; a mention has no text but the title. */
function hiddenText(value) {
    const content = value['type'] === 'text' ? value['plain_text'] : OUTSIDE_ROOTS_TEXT;
    return {
        type: 'text',
        text: { content, link: null },
        annotations: value['annotations'],
        plain_text: content,
        href: null,
    };
}
function kindOf(type) {
    return type === 'page' || type === 'database' || type === 'data_source' ? type : 'any';
}
