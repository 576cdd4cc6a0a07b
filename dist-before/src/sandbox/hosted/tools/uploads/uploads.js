import * as z from 'zod';
import { createUpload } from '../../../write/uploads/uploads.js';
import { asRest } from '../rest.js';
import { hostedTool, ToolFailure } from '../tool.js';
/** Largest text that can be attached or read, in bytes. */
const MAX_TEXT_BYTES = 200 * 1024;
/** `notion-create-file-upload`: an address that a file can be sent to. */
export const createFileUpload = hostedTool({
    name: 'create-file-upload',
    title: 'Create file upload',
    description: 'Gives an address that a file can be sent to once, and the id to attach it with.',
    effect: 'write',
    lists: 'august',
    input: z.object({ filename: z.string(), content_type: z.string().optional() }),
    run: (input, context) => {
        const { id, upload_url: url, expiry_time: expiry } = asRest(createUpload, context, { body: input });
        return { file_upload_id: id, upload_url: url, expiry_time: expiry };
    },
});
/** `notion-create-attachment`: a text becomes a file. */
export const createAttachment = hostedTool({
    name: 'create-attachment',
    title: 'Create attachment',
    description: 'Makes a file of a text. The id that comes back can be attached to a page.',
    effect: 'write',
    lists: 'august',
    input: z.object({
        filename: z.string().optional(),
        content_type: z.string().optional(),
        content: z.string().optional(),
        source_url: z.string().optional(),
        source_file_id: z.string().optional(),
    }),
    run: (input, context) => {
        const { workspace } = context;
        if (input.content === undefined) {
            throw new ToolFailure('The sandbox makes attachments of content only; it fetches nothing.');
        }
        const bytes = new TextEncoder().encode(input.content);
        if (bytes.byteLength > MAX_TEXT_BYTES) {
            throw new ToolFailure(`body failed validation: content is larger than ${MAX_TEXT_BYTES} bytes.`);
        }
        const contentType = input.content_type ?? 'text/plain';
        const filename = input.filename ?? 'attachment.txt';
        const made = asRest(createUpload, context, { body: { filename, content_type: contentType } });
        const id = String(made['id']);
        const upload = workspace.uploads.get(id);
        if (upload !== undefined) {
            const file = `${id}/${filename}`;
            workspace.files.set(file, { contentType, bytes: () => bytes });
            workspace.uploads.set(id, { ...upload, parts: new Map([[1, bytes]]), status: 'uploaded', file });
        }
        return { file_upload_id: id, filename, content_type: contentType };
    },
});
/** `notion-download-attachment`: small texts only. */
export const downloadAttachment = hostedTool({
    name: 'download-attachment',
    title: 'Download attachment',
    description: 'Reads a small text file that was attached or uploaded.',
    effect: 'read',
    lists: 'august',
    input: z.object({ file_upload_id: z.string() }),
    run: ({ file_upload_id: id }, { workspace }) => {
        const upload = workspace.uploads.get(id);
        const stored = workspace.files.get(upload?.file ?? '');
        if (upload === undefined || stored === undefined) {
            throw new ToolFailure(`Could not find file upload with ID: ${id}.`);
        }
        const bytes = stored.bytes();
        if (bytes.byteLength > MAX_TEXT_BYTES) {
            throw new ToolFailure(`The file is larger than ${MAX_TEXT_BYTES} bytes.`);
        }
        return { filename: upload.filename, content: new TextDecoder().decode(bytes) };
    },
});
