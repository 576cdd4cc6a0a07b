import type { UpdateBlockResponse } from '@notionhq/client';
import type { WriteRequest } from './page-writes.js';

/** `PATCH /v1/blocks/{block_id}`: the fields that are given, each replaced whole, or into the trash and out of it. */
export function updateBlock(
  blockId: string,
  body: Readonly<Record<string, unknown>>,
): WriteRequest<UpdateBlockResponse> {
  return {
    endpoint: 'PATCH /v1/blocks/{block_id}',
    send: (client) => client.blocks.update({ ...body, block_id: blockId }),
  };
}
