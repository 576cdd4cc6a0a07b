/** The places of a document whose content is still to be fetched, in reading order. */
export function unloadedBlocks(document) {
    return document.flatMap((block) => (block.kind === 'unloaded' ? [block] : unloadedBlocks(block.children)));
}
/** The document with fetched blocks in the place of the unloaded one. What the replacement leaves unloaded stays so. */
export function fillUnloaded(document, id, replacement) {
    return document.flatMap((block) => {
        if (block.kind === 'unloaded') {
            return block.id === id ? [...replacement] : [block];
        }
        return block.children.length === 0
            ? [block]
            : [{ ...block, children: fillUnloaded(block.children, id, replacement) }];
    });
}
