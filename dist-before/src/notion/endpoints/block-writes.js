/** `PATCH /v1/blocks/{block_id}`: the fields that are given, each replaced whole, or into the trash and out of it. */
export function updateBlock(blockId, body) {
    return {
        endpoint: 'PATCH /v1/blocks/{block_id}',
        send: (client) => client.blocks.update({ ...body, block_id: blockId }),
    };
}
/** `PATCH /v1/blocks/{block_id}/children`. The answer has the new blocks first, and after them all that follow them. */
export function appendBlocks(parentId, children, position) {
    return {
        endpoint: 'PATCH /v1/blocks/{block_id}/children',
        send: (client) => client.blocks.children.append({
            block_id: parentId,
            children,
            position,
        }),
    };
}
