import { visibleBlock } from './access.js';
import { listed } from './trash.js';
/** Ids below a block: a synced copy has those of its original, unless that lies where the connection cannot see it. */
export function childrenOfBlock(workspace, block) {
    if (block.content.type === 'synced_block' && block.content.original !== null) {
        return listed(workspace, visibleBlock(workspace, block.content.original)?.children ?? []);
    }
    return listed(workspace, block.children);
}
