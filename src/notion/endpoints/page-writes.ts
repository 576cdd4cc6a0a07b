import type {
  AppendBlockChildrenResponse,
  BlockObjectRequest,
  Client,
  CreatePageParameters,
  CreatePageResponse,
  UpdatePageParameters,
  UpdatePageResponse,
} from '@notionhq/client';
import type { EndpointTemplate } from '../session.js';

/** A request that changes something. `notion/writes/` sends it. */
export interface WriteRequest<Answer> {
  readonly endpoint: EndpointTemplate;
  readonly send: (client: Client) => Promise<Answer>;
}

/** `POST /v1/pages`: a page below another, or a row. */
export function createPage(page: CreatePageParameters): WriteRequest<CreatePageResponse> {
  return { endpoint: 'POST /v1/pages', send: (client) => client.pages.create(page) };
}

/** `PATCH /v1/pages/{page_id}`: the given values and no others. Lists are replaced whole. */
export function updatePage(
  pageId: string,
  changes: Omit<UpdatePageParameters, 'page_id'>,
): WriteRequest<UpdatePageResponse> {
  return {
    endpoint: 'PATCH /v1/pages/{page_id}',
    send: (client) => client.pages.update({ ...changes, page_id: pageId }),
  };
}

/** `PATCH /v1/blocks/{block_id}/children`: at the end, at the start, or after one of the children. */
export function appendBlocks(
  blockId: string,
  children: readonly BlockObjectRequest[],
  position: BlockPosition = { type: 'end' },
): WriteRequest<AppendBlockChildrenResponse> {
  return {
    endpoint: 'PATCH /v1/blocks/{block_id}/children',
    send: (client) => client.blocks.children.append({ block_id: blockId, children: [...children], position }),
  };
}

/** Where new blocks go among the children. */
export type BlockPosition =
  | { readonly type: 'start' }
  | { readonly type: 'end' }
  | { readonly type: 'after_block'; readonly after_block: { readonly id: string } };

/** `DELETE /v1/blocks/{block_id}`: moves the block and its children to the trash. */
export function deleteBlock(blockId: string): WriteRequest<object> {
  return {
    endpoint: 'DELETE /v1/blocks/{block_id}',
    send: (client) => client.blocks.delete({ block_id: blockId }),
  };
}
