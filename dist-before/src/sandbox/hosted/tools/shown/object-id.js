import { bareId, parseId } from '../../../ids.js';
const schemes = new Map([
    ['collection://', 'collection'],
    ['view://', 'view'],
    ['user://', 'user'],
]);
/** Reads a URL, UUID, `collection://`, `view://` or `user://`, also inside double braces; undefined for anything else. */
export function readObjectId(text) {
    const inner = text.startsWith('{{') && text.endsWith('}}') ? text.slice(2, -2) : text;
    for (const [scheme, kind] of schemes) {
        if (inner.startsWith(scheme)) {
            const id = parseId(inner.slice(scheme.length));
            return id === undefined ? undefined : { kind, id };
        }
    }
    if (URL.canParse(inner)) {
        const { pathname } = new URL(inner);
        const id = parseId(bareId(pathname.split('/').at(-1) ?? '').slice(-32));
        return id === undefined ? undefined : { kind: 'object', id };
    }
    const id = parseId(inner);
    return id === undefined ? undefined : { kind: 'object', id };
}
