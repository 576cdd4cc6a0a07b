import { visibleDatabase, visiblePage } from '../access.js';
import { childrenOfBlock } from '../block-children.js';
/** Reads level by level until the workspace's record limit, so a long page loses its deepest and latest parts first. */
export function loadBlocks(workspace, rootIds) {
    const loaded = new Set();
    const absent = new Map();
    let level = rootIds;
    while (level.length > 0) {
        const next = [];
        for (const id of level) {
            const block = workspace.blocks.get(id);
            if (block === undefined || isHidden(workspace, block)) {
                absent.set(id, 'not-shared');
            }
            else if (loaded.size >= workspace.limits.markdownRecords) {
                absent.set(id, 'not-loaded');
            }
            else {
                loaded.add(id);
                next.push(...childrenOfBlock(workspace, block));
            }
        }
        level = next;
    }
    return { loaded, absent };
}
function isHidden(workspace, block) {
    switch (block.content.type) {
        case 'child_page':
            return visiblePage(workspace, block.id) === undefined;
        case 'child_database':
            return visibleDatabase(workspace, block.id) === undefined;
        default:
            return false;
    }
}
