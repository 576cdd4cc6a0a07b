import { parseId } from '../../ids.js';
const name = /<(\/?)([a-z][a-z_-]*)(?=[\s/>])/y;
/** The tag that begins at this place of a line, if one does. */
export function readTag(text, at = 0) {
    name.lastIndex = at;
    const match = name.exec(text);
    const close = match === null ? -1 : closeOf(text, name.lastIndex);
    if (match === null || close < 0) {
        return undefined;
    }
    const inside = text.slice(at + match[0].length, close);
    return {
        name: match[2] ?? '',
        attributes: attributesOf(inside),
        isClosing: match[1] === '/',
        isSelfClosing: inside.endsWith('/'),
        end: close + 1,
    };
}
/** Names and values in turn: ` icon="💡" color="red"`. */
function attributesOf(inside) {
    const parts = inside.split('"');
    const attributes = new Map();
    for (let at = 0; at + 1 < parts.length; at += 2) {
        const name = (parts[at] ?? '').trim().replace(/=$/, '');
        attributes.set(name, (parts[at + 1] ?? '').replaceAll('&quot;', '"'));
    }
    return attributes;
}
/** The `>` that ends a tag: not one inside quotes. */
function closeOf(text, from) {
    let quoted = false;
    for (let at = from; at < text.length; at += 1) {
        const sign = text.charAt(at);
        if (sign === '"') {
            quoted = !quoted;
        }
        else if (sign === '>' && !quoted) {
            return at;
        }
        else if (sign === '\n' || (sign === '<' && !quoted)) {
            return -1;
        }
    }
    return -1;
}
/** The object that an address names: a block by its fragment, else the page or database at its end. */
export function idOfUrl(url) {
    const [path = '', fragment] = url.split('#', 2);
    const bare = /([\da-f]{32}|[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})$/i.exec(fragment ?? path.split('?', 1)[0] ?? '')?.[1];
    return bare === undefined ? undefined : parseId(bare);
}
const COLOR = /^(?:default|gray|brown|orange|yellow|green|blue|purple|pink|red)(?:_background)?$/;
/** `red_bg` is what Notion calls `red_background`; what is no colour is dropped without a word. */
export function colorOf(tag) {
    const color = tag.attributes.get('color')?.replace(/_bg$/, '_background');
    return color !== undefined && COLOR.test(color) ? color : undefined;
}
