import { textElements } from '../../../notion/values/text-elements.js';
import { appendSteps } from '../additions/append-steps.js';
/** The block that shows a file of this type: what Notion plays or draws, and a line to download for all else. */
export function blockTypeOf({ contentType }) {
    const [kind = ''] = contentType.split('/', 1);
    return kind === 'image' || kind === 'video' || kind === 'audio'
        ? kind
        : contentType === 'application/pdf'
            ? 'pdf'
            : 'file';
}
/** The request that adds the block: proven, placed and taken back like every addition. */
export function attachBlock(session, journal, place, { file, caption = '', upload }, since) {
    const block = {
        type: blockTypeOf(file),
        fields: {
            type: 'file_upload',
            ...(caption === '' ? {} : { caption: textElements(caption) }),
            // Known once the file is uploaded; for where the block goes it does not matter.
            get file_upload() {
                return { id: upload.isMade() ? upload.id() : place.page.id };
            },
        },
        children: [],
    };
    const requests = [{ place: { kind: 'first' }, blocks: [block] }];
    return appendSteps(session, journal, { place, blocks: [block], requests }, since).map((step) => ({
        ...step,
        write: {
            ...step.write,
            recheck: async () => {
                upload.id();
                await step.write.recheck();
            },
        },
    }));
}
