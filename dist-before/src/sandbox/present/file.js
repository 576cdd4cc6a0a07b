import { createHash } from 'node:crypto';
import { stableId } from '../ids.js';
/** Real signed URLs carry a security token of about this many characters. */
const securityTokenLength = 760;
/** How long URLs of the block and page endpoints stay valid. */
const fileLifetimeSeconds = 3600;
/** URLs inside the markdown endpoint's answer run out sooner. */
const markdownFileLifetimeSeconds = 300;
/** The part of the sandbox that plays Notion's storage. */
export const FILES_PATH = '/files/';
/** The signature of a file's path. Those from before the last time that all were expired differ. */
export function signature(workspace, path) {
    return createHash('sha256').update(`${workspace.fileExpiries} ${path}`).digest('hex');
}
/** The path of a hosted file. */
export function filePath(workspace, name) {
    return `${workspace.id}/${stableId(`file:${name}`)}/${encodeURIComponent(name)}`;
}
/** Where a file with content is served; Notion's own host, where nothing is, for all others. */
function originOf(workspace, name) {
    return workspace.fileOrigin !== '' && workspace.files.has(name)
        ? `${workspace.fileOrigin}${FILES_PATH}`
        : 'https://prod-files-secure.s3.us-west-2.amazonaws.com/';
}
/** A signed URL of realistic length and form. */
function signedUrl(workspace, name, lifetimeSeconds) {
    const now = workspace.clock();
    const stamp = now.toISOString().replace(/[-:]/g, '').replace(/\.\d+/, '');
    const path = filePath(workspace, name);
    const query = new URLSearchParams({
        'X-Amz-Algorithm': 'AWS4-HMAC-SHA256',
        'X-Amz-Content-Sha256': 'UNSIGNED-PAYLOAD',
        'X-Amz-Credential': `SANDBOX-NOT-A-KEY/${stamp.slice(0, 8)}/us-west-2/s3/aws4_request`,
        'X-Amz-Date': stamp,
        'X-Amz-Expires': String(lifetimeSeconds),
        'X-Amz-Security-Token': 'SandboxNotAToken'.repeat(securityTokenLength / 16).slice(0, securityTokenLength),
        'X-Amz-Signature': signature(workspace, path),
        'X-Amz-SignedHeaders': 'host',
        'x-amz-checksum-mode': 'ENABLED',
        'x-id': 'GetObject',
    });
    return `${originOf(workspace, name)}${path}?${query.toString()}`;
}
/** `{type, external | file}` of a block, property or comment. */
export function presentFileSource(workspace, source) {
    if (source.kind === 'external') {
        return { type: 'external', external: { url: source.url } };
    }
    const expiry = new Date(workspace.clock().getTime() + fileLifetimeSeconds * 1000);
    const file = {
        url: signedUrl(workspace, source.name, fileLifetimeSeconds),
        expiry_time: expiry.toISOString(),
    };
    return { type: 'file', file };
}
/** The URL that the markdown endpoint prints. */
export function markdownFileUrl(workspace, source) {
    return source.kind === 'external'
        ? source.url
        : signedUrl(workspace, source.name, markdownFileLifetimeSeconds);
}
/** A file of a `files` property. */
export function presentNamedFile(workspace, file) {
    return { name: file.name, ...presentFileSource(workspace, file.source) };
}
/** Icon of a page, database, callout or tab. */
export function presentIcon(workspace, icon) {
    if (icon === null || icon === undefined) {
        return null;
    }
    switch (icon.kind) {
        case 'emoji':
            return { type: 'emoji', emoji: icon.emoji };
        case 'external':
        case 'hosted':
            return presentFileSource(workspace, icon);
        case 'icon':
            return { type: 'icon', icon: { name: icon.name, color: icon.color } };
        case 'custom_emoji':
            return { type: 'custom_emoji', custom_emoji: presentCustomEmoji(workspace, icon.id) };
    }
}
/** `{id, name, url}` of an emoji that the workspace made. */
export function presentCustomEmoji(workspace, id) {
    const name = workspace.customEmojis.find((emoji) => emoji.id === id)?.name ?? 'unknown';
    return { id, name, url: `https://s3-us-west-2.amazonaws.com/public.notion-static.com/${id}/${name}.png` };
}
