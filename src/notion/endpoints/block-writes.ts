import type {
  AppendBlockChildrenParameters,
  AppendBlockChildrenResponse,
  UpdateBlockResponse,
} from '@notionhq/client';
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

/** Where among the children of its parent a block goes. */
export type BlockPosition =
  | { readonly type: 'start' | 'end' }
  | { readonly type: 'after_block'; readonly after_block: { readonly id: string } };

/** `PATCH /v1/blocks/{block_id}/children`. The answer has the new blocks first, and after them all that follow them. */
export function appendBlocks(
  parentId: string,
  children: readonly Readonly<Record<string, unknown>>[],
  position: BlockPosition,
): WriteRequest<AppendBlockChildrenResponse> {
  return {
    endpoint: 'PATCH /v1/blocks/{block_id}/children',
    send: (client) =>
      client.blocks.children.append({
        block_id: parentId,
        children,
        position,
      } as AppendBlockChildrenParameters),
  };
}
