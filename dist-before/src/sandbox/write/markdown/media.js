import { filePath } from '../../present/file.js';
/** Text without markup. */
export function plain(content) {
    return content === '' ? [] : [{ kind: 'text', content }];
}
/** The icon that an attribute writes: an emoji, an address, `:name:` or `name_color`. */
export function iconOf(workspace, icon) {
    if (icon === undefined || icon === '') {
        return null;
    }
    if (/^https?:/.test(icon)) {
        return { kind: 'external', url: icon };
    }
    const custom = workspace.customEmojis.find(({ name }) => icon === `:${name}:`);
    const named = /^([a-z-]+)_([a-z]+)$/.exec(icon);
    if (custom !== undefined) {
        return { kind: 'custom_emoji', id: custom.id };
    }
    return named === null
        ? { kind: 'emoji', emoji: icon }
        : { kind: 'icon', name: named[1] ?? '', color: named[2] ?? '' };
}
/** A signed address that the endpoint printed names the file in Notion's storage. */
export function fileOf(workspace, url) {
    const last = url.split('?', 1)[0]?.split('/').at(-1) ?? '';
    const name = /%[\da-f]{2}/i.test(last) ? decoded(last) : last;
    return name !== '' && url.includes(`/${filePath(workspace, name)}?`)
        ? { kind: 'hosted', name }
        : { kind: 'external', url };
}
function decoded(text) {
    try {
        return decodeURIComponent(text);
    }
    catch {
        return text;
    }
}
/** A file or picture; a file shows a name as well. */
export function mediaOf(type, source, caption) {
    const name = type !== 'file' ? undefined : source.kind === 'hosted' ? source.name : source.url.split('/').at(-1);
    return { type, source, caption, ...(name !== undefined && { name }) };
}
