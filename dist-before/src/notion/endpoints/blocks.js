import { listPage } from './list-page.js';
import { readWithSmallerPages } from './smaller-pages.js';
/** Notion's maximum. */
const BLOCKS_PER_REQUEST = 100;
/** `GET /v1/blocks/{block_id}`: one block without its children. */
export async function retrieveBlock(session, blockId) {
    const block = await session.read('GET /v1/blocks/{block_id}', (client) => client.blocks.retrieve({ block_id: blockId }));
    const [kept] = await readable(session, [block]);
    return kept ?? { object: 'block', id: block.id };
}
/** `GET /v1/blocks/{block_id}/children`, one page of the direct children. A page id is a block id too. */
export async function listBlockChildren(session, blockId, cursor) {
    const answer = await readWithSmallerPages(BLOCKS_PER_REQUEST, (pageSize) => session.read('GET /v1/blocks/{block_id}/children', (client) => client.blocks.children.list({
        block_id: blockId,
        page_size: pageSize,
        ...(cursor === undefined ? {} : { start_cursor: cursor }),
    })));
    const page = listPage(answer, cursor);
    return { ...page, items: await readable(session, page.items) };
}
async function readable(session, blocks) {
    return (await session.lockdown?.keep(session, 'block', blocks)) ?? blocks;
}
