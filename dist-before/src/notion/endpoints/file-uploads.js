/** `POST /v1/file_uploads`: shows nowhere until it is attached, and expires within the hour. */
export function createUpload({ filename, contentType, parts, }) {
    return {
        endpoint: 'POST /v1/file_uploads',
        send: (client) => client.fileUploads.create({
            filename,
            content_type: contentType,
            ...(parts > 1 ? { mode: 'multi_part', number_of_parts: parts } : { mode: 'single_part' }),
        }),
    };
}
/** `POST /v1/file_uploads/{file_upload_id}/send`: the file, or a part of it, counted from 1. */
export function sendUpload(id, file, part) {
    return {
        endpoint: 'POST /v1/file_uploads/{file_upload_id}/send',
        send: (client) => client.fileUploads.send({
            file_upload_id: id,
            file,
            ...(part === undefined ? {} : { part_number: String(part) }),
        }),
    };
}
/** `POST /v1/file_uploads/{file_upload_id}/complete`: all parts were sent. */
export function completeUpload(id) {
    return {
        endpoint: 'POST /v1/file_uploads/{file_upload_id}/complete',
        send: (client) => client.fileUploads.complete({ file_upload_id: id }),
    };
}
/** `GET /v1/file_uploads/{file_upload_id}`. Only the connection that made it sees it. */
export function retrieveUpload(session, id) {
    return session.read('GET /v1/file_uploads/{file_upload_id}', (client) => client.fileUploads.retrieve({ file_upload_id: id }));
}
