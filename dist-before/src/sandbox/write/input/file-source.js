import { validationError } from '../../errors.js';
/** An upload that was not attached is gone after an hour. */
const UPLOAD_LIFETIME_MS = 3_600_000;
/** Whether nothing can be attached from the upload any more. */
export function isExpired(workspace, upload) {
    return !upload.isAttached && workspace.clock().getTime() >= upload.created.getTime() + UPLOAD_LIFETIME_MS;
}
/** When the upload expires unless it is attached. */
export function expiryOf(upload) {
    return new Date(upload.created.getTime() + UPLOAD_LIFETIME_MS);
}
/** Reads `external` or `file_upload` of a block, cover or property. */
export function readFileSource(workspace, input) {
    const kind = input.onlyOf(['external', 'file_upload']);
    if (kind === 'external') {
        return { kind: 'external', url: input.get('external').object(['url']).get('url').text() };
    }
    return { kind: 'hosted', name: attach(workspace, input.get('file_upload').object(['id']).get('id')) };
}
/** The stored file of an upload; from now on the upload stays. */
export function attach(workspace, input) {
    const id = input.id();
    const upload = workspace.uploads.get(id);
    if (upload === undefined || upload.botId !== workspace.botId) {
        throw validationError(`Could not find file upload with ID: ${id}.`);
    }
    if (upload.file === null || isExpired(workspace, upload)) {
        const status = upload.file === null ? upload.status : 'expired';
        throw validationError(`File upload ${id} must have the status "uploaded", but has "${status}".`);
    }
    workspace.uploads.set(id, { ...upload, isAttached: true });
    return upload.file;
}
/** An icon; null removes it. */
export function readIcon(workspace, input) {
    if (input.isNull) {
        return null;
    }
    input.object(['type', 'emoji', 'external', 'custom_emoji', 'icon', 'file_upload']);
    const kind = input.onlyOf(['emoji', 'external', 'custom_emoji', 'icon', 'file_upload']);
    const content = input.get(kind);
    switch (kind) {
        case 'emoji':
            return { kind, emoji: readEmoji(content) };
        case 'custom_emoji':
            return { kind, id: content.get('id').id() };
        case 'icon': {
            const color = content.get('color');
            return { kind, name: content.get('name').text(), color: color.isPresent ? color.text() : 'gray' };
        }
        default:
            return readFileSource(workspace, input);
    }
}
const pictures = /[\p{Extended_Pictographic}\p{Regional_Indicator}\u{20e3}]/u;
const letters = /\p{L}|\s/u;
function readEmoji(input) {
    const text = input.text();
    if (text.length > 32 || !pictures.test(text) || letters.test(text)) {
        throw input.refuse('a valid emoji');
    }
    return text;
}
/** A cover; null removes it. */
export function readCover(workspace, input) {
    return input.isNull
        ? undefined
        : readFileSource(workspace, input.object(['type', 'external', 'file_upload']));
}
