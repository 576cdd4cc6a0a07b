import { validationError, ApiError } from '../../errors.js';
import { loadBlocks } from '../../markdown/load.js';
import { printBlocks } from '../../markdown/print.js';
import { listed } from '../../trash.js';
import { titleOf } from '../../titles.js';
import { editStamp } from '../changes/stamp.js';
import { childIds } from '../changes/tree.js';
import { setInTrash } from '../changes/trash-object.js';
import { matchEqual } from './match.js';
import { placeParsed } from './place.js';
/**
 * Finds the blocks that stay: those whose lines are equal keep everything, ids and what markdown cannot show included;
 * those between them that have the same type keep their ids and take on the new content.
 */
export function planPage(workspace, pageId, parsed) {
    const planner = new Planner(workspace, pageId, parsed);
    const root = planner.level({ kind: 'page', id: pageId }, parsed);
    const lost = planner.lost(root);
    return { root, lost, added: countNew(root) };
}
function countNew(plan) {
    return plan.next.reduce((sum, planned) => sum +
        (planned.kind === 'changed'
            ? countNew(planned.below)
            : Number(planned.kind === 'new' && planned.parsed.is.kind !== 'existing')), 0);
}
/** Ids that tags of the new text name, however deep. */
function namedIds(parsed, ids = new Set()) {
    for (const { is, children } of parsed) {
        if (is.kind === 'existing') {
            ids.add(is.id);
        }
        namedIds(children, ids);
    }
    return ids;
}
class Planner {
    #workspace;
    #blocks;
    #named;
    constructor(workspace, pageId, parsed) {
        this.#workspace = workspace;
        this.#blocks = loadBlocks(workspace, listed(workspace, workspace.pages.get(pageId)?.children ?? []));
        this.#named = namedIds(parsed);
    }
    level(holder, parsed) {
        const workspace = this.#workspace;
        const old = listed(workspace, childIds(workspace, holder));
        const pairs = matchEqual(old.map((id) => this.#print(id)), parsed.map(({ source }) => unnumbered(source)));
        const nextEqual = nextMatches(pairs, parsed.length, old.length);
        const next = [];
        let free = [];
        let from = 0;
        parsed.forEach((block, index) => {
            const equal = pairs.get(index);
            if (equal !== undefined) {
                next.push({ kind: 'same', id: old[equal] ?? '' });
                from = equal + 1;
                free = [];
                return;
            }
            if (free.length === 0) {
                const until = nextEqual[index] ?? old.length;
                free = old.slice(from, until);
                from = until;
            }
            next.push(this.#plan(block, free));
        });
        const kept = new Set(next.flatMap((planned) => (planned.kind === 'new' ? [] : [planned.id])));
        return { holder, next, gone: old.filter((id) => !kept.has(id) && !this.#named.has(id)) };
    }
    /** The first free block of the same type becomes this one; what stands before it is not passed over again. */
    #plan(parsed, free) {
        const { is } = parsed;
        if (is.kind === 'existing' && this.#workspace.blocks.has(is.id) && this.#isHere(is.id)) {
            return { kind: 'same', id: is.id };
        }
        if (is.kind !== 'block') {
            return { kind: 'new', parsed };
        }
        const index = free.findIndex((id) => this.#workspace.blocks.get(id)?.content.type === is.content.type);
        const id = free[index];
        if (id === undefined) {
            return { kind: 'new', parsed };
        }
        free.splice(0, index + 1);
        return { kind: 'changed', id, parsed, below: this.level({ kind: 'block', id }, parsed.children) };
    }
    #isHere(id) {
        return this.#blocks.loaded.has(id) || this.#blocks.absent.has(id);
    }
    #print(id) {
        const context = { workspace: this.#workspace, blocks: this.#blocks, includeTranscript: false };
        return unnumbered(printBlocks(context, [id]).join('\n'));
    }
    /** Refuses to touch what was not loaded; gives the child pages and databases that would go. */
    lost(plan) {
        const below = plan.next.flatMap((planned) => planned.kind === 'changed' ? this.lost(planned.below) : []);
        return [...plan.gone.flatMap((id) => this.#objectsIn(id)), ...below];
    }
    #objectsIn(id) {
        const block = this.#workspace.blocks.get(id);
        if (this.#blocks.absent.get(id) === 'not-loaded') {
            throw new ApiError(400, 'validation_error', 'The edit touches content outside of the loaded part of the page.', { limit_kind: 'page_record_count' });
        }
        if (block === undefined || this.#named.has(id)) {
            return [];
        }
        return isObjectBlock(block)
            ? [id]
            : listed(this.#workspace, block.children).flatMap((child) => this.#objectsIn(child));
    }
}
/** The number of a list item depends on those before it; an item is the same item under another number. */
function unnumbered(source) {
    return source.replace(/^\d+\. /, '1. ');
}
/** For each place of the new list: the old index of the next block that stays as it is. */
function nextMatches(pairs, length, end) {
    const next = Array.from({ length }, () => end);
    for (let index = length - 1; index >= 0; index -= 1) {
        next[index] = pairs.get(index) ?? next[index + 1] ?? end;
    }
    return next;
}
function isObjectBlock({ content }) {
    return content.type === 'child_page' || content.type === 'child_database';
}
/** Refuses to lose child pages and databases that nobody agreed to lose. */
export function guardChildren(workspace, plan, isAllowed) {
    if (plan.lost.length > 0 && !isAllowed) {
        const names = plan.lost.map((id) => `"${titleOf(workspace, id) || 'Untitled'}" (${id})`).join(', ');
        throw validationError(`This operation would delete ${plan.lost.length} child page(s) or database(s): ${names}. Set allow_deleting_content to true to proceed.`);
    }
}
/** Carries the plan out. */
export function carryOut(workspace, plan) {
    const ids = plan.next.flatMap((planned) => {
        switch (planned.kind) {
            case 'same':
                return [adopt(workspace, plan.holder, planned.id)];
            case 'changed':
                change(workspace, planned.id, planned.parsed);
                carryOut(workspace, planned.below);
                return [planned.id];
            case 'new':
                return placeParsed(workspace, plan.holder, planned.parsed) ?? [];
        }
    });
    for (const id of plan.gone) {
        setInTrash(workspace, id, true);
    }
    const list = childIds(workspace, plan.holder);
    // A tag that stands there twice names one thing.
    list.splice(0, list.length, ...withRemoved(workspace, list, [...new Set(ids)]));
}
/** Puts a block that its tag names under this holder, wherever on the page it lay. */
function adopt(workspace, holder, id) {
    const block = workspace.blocks.get(id);
    if (block !== undefined && block.parent.id !== holder.id) {
        const list = childIds(workspace, block.parent);
        list.splice(0, list.length, ...list.filter((each) => each !== id));
        const parent = { kind: holder.kind, id: holder.id };
        workspace.blocks.set(id, { ...block, parent });
        const page = workspace.pages.get(id);
        const database = workspace.databases.get(id);
        if (page !== undefined) {
            workspace.pages.set(id, { ...page, parent });
        }
        else if (database !== undefined) {
            workspace.databases.set(id, { ...database, parent });
        }
    }
    return id;
}
function change(workspace, id, { is }) {
    const block = workspace.blocks.get(id);
    if (block !== undefined && is.kind === 'block') {
        // What markdown does not say stays: width of a column, caption of code.
        const caption = block.content.type === 'code' ? { caption: block.content.caption } : {};
        const unsaid = { color: undefined, toggleable: undefined, startIndex: undefined };
        const content = { ...block.content, ...unsaid, ...is.content, ...caption };
        workspace.blocks.set(id, { ...block, content, ...editStamp(workspace) });
    }
}
/** The new list with what is in the trash where it was: after the same neighbour. */
function withRemoved(workspace, old, ids) {
    const known = new Set(ids);
    const after = new Map();
    let anchor = '';
    for (const id of old) {
        if (known.has(id)) {
            anchor = id;
        }
        else if (workspace.removed.has(id)) {
            after.set(anchor, [...(after.get(anchor) ?? []), id]);
        }
    }
    return [...(after.get('') ?? []), ...ids.flatMap((id) => [id, ...(after.get(id) ?? [])])];
}
