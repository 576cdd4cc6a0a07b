import { visibleDatabase, visiblePage } from '../../access.js';
import { isInside, makePage, relocate } from '../changes/relocate.js';
import { newStamp, touchPage } from '../changes/stamp.js';
import { childIds, pageOfHolder } from '../changes/tree.js';
import { titled } from '../changes/titled.js';
/** How many blocks the markdown would make, all of them being new. */
export function countParsed(blocks) {
    return blocks.reduce((sum, { is, children }) => sum + (is.kind === 'existing' ? 0 : 1) + countParsed(children), 0);
}
/** Puts parsed blocks into a page or block, the first at `index`. */
export function insertParsed(workspace, holder, blocks, index) {
    const ids = blocks.flatMap((block) => placeParsed(workspace, holder, block) ?? []);
    childIds(workspace, holder).splice(index, 0, ...ids);
    touchPage(workspace, pageOfHolder(workspace, holder));
}
/** Makes the block and what lies in it, in the holder but not yet in its list; undefined where a tag names nothing. */
export function placeParsed(workspace, holder, parsed) {
    const { is } = parsed;
    switch (is.kind) {
        case 'existing':
            return moveHere(workspace, holder, is.id);
        case 'new_page':
            return makePage(workspace, { ...holder }, titled(is.title)).id;
        case 'block': {
            const id = workspace.nextId();
            const parent = { kind: holder.kind, id: holder.id };
            const record = { id, parent, content: is.content, children: [], ...newStamp(workspace) };
            workspace.blocks.set(id, record);
            for (const child of parsed.children) {
                const childId = placeParsed(workspace, { kind: 'block', id }, child);
                record.children.push(...(childId === undefined ? [] : [childId]));
            }
            return id;
        }
    }
}
/** A tag that names a page or database of another place moves it here, with its content. */
function moveHere(workspace, holder, id) {
    const isThere = visiblePage(workspace, id) ?? visibleDatabase(workspace, id);
    if (isThere === undefined || isInside(workspace, holder, id)) {
        return undefined;
    }
    relocate(workspace, id, { kind: holder.kind, id: holder.id });
    return id;
}
