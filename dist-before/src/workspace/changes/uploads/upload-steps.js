import { UnavailableError } from '../../../errors.js';
import { completeUpload, createUpload, retrieveUpload, sendUpload, } from '../../../notion/endpoints/file-uploads.js';
import { textField } from '../../../text/json.js';
import { say } from '../../../text/words.js';
/** Bytes up to which a file is sent whole, and of each part of a larger one. Notion takes 20 MB and asks for 5 at least. */
const MAX_WHOLE_BYTES = 20_000_000;
const PART_BYTES = 10_000_000;
/** Sends a file in one part or several. It shows nowhere until it is attached, and what is not attached expires. */
export function uploadSteps(session, pageId, file) {
    const { filename, contentType, bytes } = file;
    const size = bytes.byteLength;
    const count = size > MAX_WHOLE_BYTES ? Math.ceil(size / PART_BYTES) : 1;
    let id;
    const known = () => {
        if (id === undefined) {
            throw new UnavailableError(say `The file was not taken by Notion.`, say `Call again.`);
        }
        return id;
    };
    const planned = {
        action: 'upload',
        target: pageId,
        title: filename,
        before: null,
        after: { size },
    };
    const place = say `the upload of ${filename}`;
    const created = createUpload({ filename, contentType, parts: count });
    const first = {
        planned,
        idsOf: () => [],
        write: {
            endpoint: created.endpoint,
            place,
            send: async (client) => {
                const answer = await created.send(client);
                ({ id } = answer);
                return answer;
            },
            // One that is made twice shows nowhere, and expires.
            prove: () => Promise.resolve({ kind: 'absent' }),
            readSaved: () => Promise.reject(new UnavailableError(say `The upload was not made.`, say `Call again.`)),
            recheck: () => Promise.resolve(),
        },
    };
    const followUp = (endpoint, request, isLast) => ({
        planned,
        idsOf: () => [],
        write: {
            endpoint,
            place,
            rehearsal: null,
            send: async (client) => request().send(client),
            prove: () => proveUploaded(session, known(), isLast),
            readSaved: () => Promise.resolve({}),
            recheck: () => Promise.resolve(),
        },
    });
    const parts = Array.from({ length: count }, (_, at) => followUp('POST /v1/file_uploads/{file_upload_id}/send', () => {
        const from = count === 1 ? 0 : at * PART_BYTES;
        const data = new Blob([bytes.subarray(from, count === 1 ? size : from + PART_BYTES)], {
            type: contentType,
        });
        return sendUpload(known(), { filename, data }, count === 1 ? undefined : at + 1);
    }, count === 1));
    const end = count === 1
        ? []
        : [followUp('POST /v1/file_uploads/{file_upload_id}/complete', () => completeUpload(known()), true)];
    return { steps: [first, ...parts, ...end], id: known, isMade: () => id !== undefined };
}
/** A part that is sent again replaces itself; a whole file can be sent once. */
async function proveUploaded(session, id, isLast) {
    const upload = await retrieveUpload(session, id);
    return isLast && textField(upload, 'status') === 'uploaded'
        ? { kind: 'saved', result: upload }
        : { kind: 'absent' };
}
