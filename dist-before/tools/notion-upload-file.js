import * as z from 'zod';
import { renderAnswer } from '../src/content/answer/answer.js';
import { shortUrl } from '../src/content/notion-id.js';
import { titleText } from '../src/content/print/title-text.js';
import { fileSize } from '../src/files/file-kinds.js';
import { adds, defineTool, dryRunParameter, MAX_NAME_CHARACTERS, pageParameter, requestKeyParameter, requireChanges, } from '../src/tool.js';
import { changeNotes, recordAnswer } from '../src/workspace/changes/answer-change.js';
import { lockedNote } from '../src/workspace/changes/locked-note.js';
import { lazyJournal } from '../src/workspace/changes/lazy-journal.js';
import { rehearse } from '../src/workspace/changes/rehearse.js';
import { earlierAnswer, repeatedAnswer, requestOf } from '../src/workspace/changes/repeated-request.js';
import { runChange } from '../src/workspace/changes/run-change.js';
import { attachBlock } from '../src/workspace/changes/uploads/attach-block.js';
import { attachFile, requireImage } from '../src/workspace/changes/uploads/attach-file.js';
import { placeText, planUpload } from '../src/workspace/changes/uploads/plan-upload.js';
import { checkUploadSize, readUpload } from '../src/workspace/changes/uploads/read-upload.js';
import { uploadSteps } from '../src/workspace/changes/uploads/upload-steps.js';
import { titleOf } from '../src/workspace/names/titles.js';
const MAX_ADDRESS_CHARACTERS = 2000;
const MAX_PLACE_CHARACTERS = 2000;
const MAX_CAPTION_CHARACTERS = 2000;
/** Characters of Base64; the arguments of a call have no room for more. */
const MAX_DATA_CHARACTERS = 180_000;
export default defineTool({
    name: 'notion_upload_file',
    title: 'Upload a file to Notion',
    description: 'Uploads a file from a URL, from its bytes or, over stdio, from the folder that the server allows, ' +
        'and attaches it to a page: as a value of a files property, as icon, as cover or as a block.',
    input: z.object({
        to: pageParameter,
        as: z
            .string()
            .trim()
            .min(1)
            .max(MAX_NAME_CHARACTERS)
            .describe('Name of a files property, "icon", "cover" or "block"'),
        where: z
            .string()
            .trim()
            .max(MAX_PLACE_CHARACTERS)
            .optional()
            .describe('Of a block, as in notion_add_content'),
        caption: z.string().max(MAX_CAPTION_CHARACTERS).optional().describe('Of a block'),
        url: z.string().trim().max(MAX_ADDRESS_CHARACTERS).optional().describe('https:// address of the file'),
        path: z.string().max(MAX_ADDRESS_CHARACTERS).optional().describe('Path below UPLOAD_ROOT'),
        data: z.string().max(MAX_DATA_CHARACTERS).optional().describe('Bytes in Base64; small files only'),
        name: z.string().trim().max(MAX_NAME_CHARACTERS).optional().describe('File name with its ending'),
        dry_run: dryRunParameter,
        request_key: requestKeyParameter,
    }),
    annotations: adds,
    async run(input, { notion, boundary, now, changes: given }) {
        const changes = requireChanges(given);
        const earlier = await earlierAnswer(changes, input, boundary);
        if (earlier !== undefined) {
            return earlier;
        }
        const to = await planUpload(notion, input);
        // Read for a rehearsal too: whether it can be read is what it tells.
        const file = await readUpload(notion, input, changes.localFiles);
        await checkUploadSize(notion, file);
        if ('as' in to) {
            requireImage(to.as, file);
        }
        const { page } = to;
        const journal = lazyJournal(changes);
        const { steps, ...upload } = uploadSteps(changes.session, page.id, file);
        const attach = 'place' in to
            ? attachBlock(changes.session, journal, to.place, { file, caption: input.caption, upload }, now)
            : [attachFile(changes.session, page, to.as, file.filename, upload.id)];
        await rehearse(changes.session, [...steps, ...attach]);
        const content = `${titleText(titleOf(page))} ${shortUrl(page.url)}\n${placeText(to, file)}: ${titleText(file.filename)} (${fileSize(file.bytes.byteLength)})`;
        const locked = lockedNote([page]);
        if (input.dry_run || changes.isProposal) {
            const notes = [
                locked,
                changes.isProposal ? 'This server only proposes changes: a person makes them in Notion.' : '',
            ];
            return renderAnswer({ summary: 'Nothing was uploaded. This call would attach 1 file.', content, notes }, boundary);
        }
        const request = requestOf(input);
        const run = await runChange(changes.session, journal, { tool: 'notion_upload_file', request }, [
            ...steps,
            ...attach,
        ]);
        if ('earlier' in run) {
            return repeatedAnswer(run.earlier, request, boundary);
        }
        // An upload that nothing shows is nothing: it expires.
        for (const result of run.results) {
            if (result.kind === 'failed') {
                throw result.error;
            }
        }
        const answer = renderAnswer({ summary: '1 file uploaded and attached.', content, notes: [locked, ...changeNotes(run)] }, boundary);
        return recordAnswer(journal, run, answer);
    },
});
