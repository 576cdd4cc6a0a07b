import { pageOfBlock } from '../../access.js';
import { ApiError } from '../../errors.js';
import { newStamp, touchPage } from './stamp.js';
/** The ids that lie in it, in order, those in the trash included. */
export function childIds(workspace, holder) {
    const record = holder.kind === 'page' ? workspace.pages.get(holder.id) : workspace.blocks.get(holder.id);
    if (record === undefined) {
        throw new Error(`There is no ${holder.kind} ${holder.id}.`);
    }
    return record.children;
}
/** The page that a holder is or lies on. */
export function pageOfHolder(workspace, holder) {
    const block = holder.kind === 'block' ? workspace.blocks.get(holder.id) : undefined;
    return block === undefined ? holder.id : pageOfBlock(workspace, block);
}
/** Puts new blocks into a page or block, the first at `index`; returns their ids. */
export function insertBlocks(workspace, holder, drafts, index) {
    const ids = addAll(workspace, holder, drafts);
    childIds(workspace, holder).splice(index, 0, ...ids);
    touchPage(workspace, pageOfHolder(workspace, holder));
    return ids;
}
function addAll(workspace, holder, drafts) {
    return drafts.map(({ content, children }) => {
        const id = workspace.nextId();
        const parent = { kind: holder.kind, id: holder.id };
        const record = { id, parent, content, children: [], ...newStamp(workspace) };
        workspace.blocks.set(id, record);
        record.children.push(...addAll(workspace, { kind: 'block', id }, children));
        return id;
    });
}
/** Refuses what would make more blocks than the workspace's plan has left, and counts them. */
export function useBlocks(workspace, count) {
    if (count > workspace.limits.newBlocks) {
        throw new ApiError(403, 'restricted_resource', 'This workspace has reached its block limit. Upgrade the plan to create more blocks.', { block_limit: 'block_creation' });
    }
    workspace.limits.newBlocks -= count;
}
