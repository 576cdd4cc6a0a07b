import { loadBlocks } from './load.js';
import { printBlocks } from './print.js';
/** The body of `GET /v1/pages/{page_id}/markdown` for the blocks with these ids, without a request id. */
export function pageMarkdown(workspace, id, rootIds, includeTranscript) {
    const blocks = loadBlocks(workspace, rootIds);
    const lines = printBlocks({ workspace, blocks, includeTranscript }, rootIds);
    const unknownIds = [...blocks.absent.keys()];
    return {
        object: 'page_markdown',
        id,
        markdown: lines.join('\n'),
        truncated: unknownIds.length > 0,
        unknown_block_ids: unknownIds,
    };
}
