import { ApiError, validationError } from '../../errors.js';
import { bareId } from '../../ids.js';
import { listBody, pageRequestOfQuery, slice } from '../../paging.js';
import { pathId } from '../../route.js';
import { minuteTime } from '../../times.js';
import { expiryOf, isExpired } from '../input/file-source.js';
import { Input } from '../input/input.js';
/** Largest file of one part, and of one of several parts. */
const MAX_PART_BYTES = 20 * 1024 * 1024;
const MAX_PARTS = 1000;
const MAX_FILENAME = 900;
function statusOf(workspace, upload) {
    return isExpired(workspace, upload) ? 'expired' : upload.status;
}
function presentUpload(workspace, upload) {
    const status = statusOf(workspace, upload);
    const created = minuteTime(upload.created);
    const bytes = [...upload.parts.values()].reduce((sum, part) => sum + part.byteLength, 0);
    const isPending = status === 'pending';
    const parts = { total: upload.numberOfParts, sent: upload.parts.size };
    return {
        object: 'file_upload',
        id: upload.id,
        created_time: created,
        created_by: { id: upload.botId, type: 'bot' },
        last_edited_time: created,
        expiry_time: upload.isAttached ? null : minuteTime(expiryOf(upload)),
        ...(isPending && { upload_url: `https://api.notion.com/v1/file_uploads/${upload.id}/send` }),
        in_trash: false,
        status,
        filename: upload.filename,
        content_type: upload.contentType,
        content_length: isPending ? null : bytes,
        ...(upload.numberOfParts !== null && { number_of_parts: parts }),
    };
}
/** `POST /v1/file_uploads`. */
export function createUpload({ workspace, body }) {
    const input = new Input('', body).object(['mode', 'filename', 'content_type', 'number_of_parts']);
    const mode = input.has('mode') ? input.get('mode').oneOf(['single_part', 'multi_part']) : 'single_part';
    const parts = input.get('number_of_parts');
    const numberOfParts = mode === 'multi_part' ? parts.number() : null;
    if (numberOfParts !== null &&
        (!Number.isInteger(numberOfParts) || numberOfParts < 1 || numberOfParts > MAX_PARTS)) {
        throw parts.refuse(`an integer from 1 to ${MAX_PARTS}`);
    }
    const named = mode === 'multi_part' || input.has('filename');
    const type = input.get('content_type');
    const upload = {
        id: workspace.nextId(),
        botId: workspace.botId,
        created: workspace.clock(),
        filename: named ? input.get('filename').text(MAX_FILENAME) : 'file',
        contentType: type.isPresent ? type.text(255) : 'application/octet-stream',
        numberOfParts,
        parts: new Map(),
        status: 'pending',
        file: null,
        isAttached: false,
    };
    workspace.uploads.set(upload.id, upload);
    return presentUpload(workspace, upload);
}
/** `POST /v1/file_uploads/{file_upload_id}/send`: the bytes of the file or of one part. */
export function sendUpload(request) {
    const { workspace, form } = request;
    const upload = requestedUpload(request);
    requirePending(workspace, upload);
    const file = form?.file;
    if (file === undefined) {
        throw validationError('body failed validation: body.file should be defined, instead was `undefined`.');
    }
    if (file.bytes.byteLength > MAX_PART_BYTES) {
        throw validationError(`The file must be at most ${MAX_PART_BYTES} bytes.`);
    }
    if (file.contentType !== '' && file.contentType !== upload.contentType) {
        throw validationError(`The content type ${file.contentType} does not match that of the file upload, ${upload.contentType}.`);
    }
    const part = upload.numberOfParts === null ? 1 : Number(form?.partNumber);
    if (!Number.isInteger(part) || part < 1 || part > (upload.numberOfParts ?? 1)) {
        throw validationError('body failed validation: body.part_number should be the number of a part.');
    }
    upload.parts.set(part, file.bytes);
    return presentUpload(workspace, upload.numberOfParts === null ? store(workspace, upload) : upload);
}
/** `POST /v1/file_uploads/{file_upload_id}/complete`: all parts were sent. */
export function completeUpload(request) {
    const { workspace } = request;
    const upload = requestedUpload(request);
    requirePending(workspace, upload);
    if (upload.numberOfParts === null || upload.parts.size < upload.numberOfParts) {
        throw validationError('All parts of the file upload must be sent before it can be completed.');
    }
    return presentUpload(workspace, store(workspace, upload));
}
/** Puts the file into the storage, under a name that no other file has. */
function store(workspace, upload) {
    const file = workspace.files.has(upload.filename)
        ? `${bareId(upload.id).slice(0, 8)}-${upload.filename}`
        : upload.filename;
    const parts = [...upload.parts.entries()].toSorted(([a], [b]) => a - b).map(([, part]) => part);
    workspace.files.set(file, { contentType: upload.contentType, bytes: () => Buffer.concat(parts) });
    const stored = { ...upload, status: 'uploaded', file };
    workspace.uploads.set(upload.id, stored);
    return stored;
}
function requirePending(workspace, upload) {
    const status = statusOf(workspace, upload);
    if (status !== 'pending') {
        throw validationError(`File upload ${upload.id} must have the status "pending", but has "${status}".`);
    }
}
/** `GET /v1/file_uploads/{file_upload_id}`. */
export function retrieveUpload(request) {
    return presentUpload(request.workspace, requestedUpload(request));
}
/** `GET /v1/file_uploads`: the latest first. */
export function listUploads({ workspace, query }) {
    const status = query.get('status');
    const found = [...workspace.uploads.values()]
        .filter((upload) => upload.botId === workspace.botId)
        .filter((upload) => status === null || statusOf(workspace, upload) === status)
        .toReversed();
    const { items, nextCursor } = slice(found, pageRequestOfQuery(query), ({ id }) => id);
    return listBody('file_upload', items.map((upload) => presentUpload(workspace, upload)), nextCursor);
}
/** Only the connection that made an upload sees it. */
function requestedUpload(request) {
    const { workspace } = request;
    const id = pathId(request, 'file_upload_id');
    const upload = workspace.uploads.get(id);
    if (upload === undefined || upload.botId !== workspace.botId) {
        throw new ApiError(404, 'object_not_found', `Could not find file upload with ID: ${id}.`);
    }
    return upload;
}
