import type { BlockObjectResponse, PartialBlockObjectResponse } from '@notionhq/client';
import type { NotionSession } from './session.js';
import { readPageWithin } from './smaller-pages.js';

/** Notion's maximum. */
const BLOCKS_PER_REQUEST = 100;

export type Block = BlockObjectResponse | PartialBlockObjectResponse;

/** `GET /v1/blocks/{block_id}`: one block without its children. */
export function retrieveBlock(session: NotionSession, blockId: string): Promise<Block> {
  return session.read('GET /v1/blocks/{block_id}', (client) => client.blocks.retrieve({ block_id: blockId }));
}

/** `GET /v1/blocks/{block_id}/children`, one page of the direct children. A page id is a block id too. */
export async function listBlockChildren(
  session: NotionSession,
  blockId: string,
  cursor?: string,
): Promise<{ items: Block[]; nextCursor: string | undefined }> {
  const answer = await readPageWithin(BLOCKS_PER_REQUEST, (pageSize) =>
    session.read('GET /v1/blocks/{block_id}/children', (client) =>
      client.blocks.children.list({
        block_id: blockId,
        page_size: pageSize,
        ...(cursor === undefined ? {} : { start_cursor: cursor }),
      }),
    ),
  );
  return {
    items: answer.results,
    nextCursor: answer.has_more ? (answer.next_cursor ?? undefined) : undefined,
  };
}
