import { searchTitles } from '../notion/endpoints/search.js';
import { stateOf } from '../notion/object-state.js';
import { cacheSummary } from '../workspace/names/titles.js';
import { MAX_LISTED } from '../search-index/search-index.js';
import { metObjects } from './met-objects.js';
import { directParent, documentIdOf, factsOfSource, listedPage, timeOf } from './document-facts.js';
import { parentOf } from '../notion/parent-of.js';
/** Notion's maximum. */
const LISTED_AT_ONCE = 100;
/** Lists that one look at the edits reads; after so many changes it is better to look through everything. */
const MAX_POLL_LISTS = 10;
/** Milliseconds before the last look that are looked at again: Notion's times are whole minutes, and its search may lag. */
const POLL_OVERLAP_MS = 5 * 60_000;
/**
 * One list of the look through everything that is shared. At its end, what the index knows and Notion did not list is
 * asked for one by one: searches may leave things out, so only what Notion refuses is gone.
 */
export async function listNext(context) {
    const { now } = context;
    const { startedAt, cursor, lists } = await lookUnderWay(context);
    const page = await context.read(async (session) => {
        const list = await searchTitles(session, { query: '', pageSize: LISTED_AT_ONCE, cursor });
        list.items.forEach((item) => cacheSummary(session, item));
        return list;
    });
    const { put, state } = await sortOut(context, page.items);
    const { nextCursor } = page;
    if (nextCursor !== undefined) {
        const ids = page.items.map(documentIdOf).filter((id) => id !== undefined);
        await context.commit({ put, state: { ...state, ...metObjects.row(lists, ids) } }, { sweep: { startedAt, cursor: nextCursor, lists: lists + 1 } });
        return;
    }
    const doubts = page.gap === undefined ? await doubtful(context, put) : {};
    context.met = undefined;
    await context.commit({ put, state: { ...state, ...doubts, ...(await metObjects.none(context.index)) } }, {
        sweep: undefined,
        sweptAt: now(),
        listedAt: context.progress.listedAt ?? now(),
        commentsAt: context.progress.commentsAt ?? now(),
        // What was edited since is found by the next look at the edits.
        asOf: context.progress.asOf ?? startedAt,
    });
}
/** The look that is under way, also where another process began it; a new one otherwise. */
async function lookUnderWay(context) {
    const { sweep } = context.progress;
    if (sweep?.cursor !== undefined && sweep.lists !== undefined) {
        context.met ??= await metObjects.read(context.index, sweep.lists);
        if (context.met !== undefined) {
            return { startedAt: sweep.startedAt, cursor: sweep.cursor, lists: sweep.lists };
        }
    }
    context.met = new Set();
    await context.commit({ state: await metObjects.none(context.index) });
    return { startedAt: sweep?.startedAt ?? context.now(), cursor: undefined, lists: 0 };
}
/** Begins it again from the start, after Notion has refused to go on. */
export async function beginListing(context) {
    const { sweep } = context.progress;
    context.met = undefined;
    await context.commit({}, sweep === undefined ? {} : { sweep: { startedAt: sweep.startedAt } });
}
/** Looks at the latest edits, back to the last look. One request, unless much was edited. */
export async function pollEdits(context) {
    const startedAt = context.now();
    const since = (context.progress.asOf ?? 0) - POLL_OVERLAP_MS;
    let cursor;
    let isDone = false;
    for (let lists = 0; lists < MAX_POLL_LISTS && !isDone; lists += 1) {
        const page = await context.read((session) => searchTitles(session, { query: '', pageSize: LISTED_AT_ONCE, cursor }));
        await context.commit(await sortOut(context, page.items));
        cursor = page.nextCursor;
        const last = page.items.at(-1);
        isDone = cursor === undefined || (last !== undefined && Date.parse(last.last_edited_time) < since);
    }
    context.polledAt = startedAt;
    await context.commit({}, isDone ? { asOf: startedAt } : { sweptAt: undefined, asOf: startedAt });
}
/** What a list says that the index does not know yet. New pages are known by title and properties at once. */
export async function sortOut(context, items) {
    const { index, queue } = context;
    const put = new Map();
    const state = {};
    const inUse = items.filter((item) => stateOf(item) !== 'in the trash');
    const ids = new Set(inUse.map(documentIdOf).filter((id) => id !== undefined));
    const known = new Map((await index.lookUp([...ids])).map((document) => [document.id, document]));
    for (const item of inUse) {
        const id = documentIdOf(item);
        if (id === undefined) {
            continue;
        }
        context.met?.add(id);
        const kind = item.object === 'page' ? 'page' : 'database';
        const before = known.get(id);
        const editedAt = Date.parse(item.last_edited_time);
        if (before === undefined) {
            const stub = item.object === 'page' ? listedPage(item) : stubOf(item);
            if (stub !== undefined && !put.has(id)) {
                put.set(id, stub);
                Object.assign(state, queue.add(id, 'new', editedAt, { kind }));
            }
        }
        else if (isChanged(item, before)) {
            Object.assign(state, queue.add(id, 'changed', editedAt, { kind }));
        }
        if (item.object === 'page' && queue.has(id)) {
            context.found(item);
        }
    }
    return { put: [...put.values()], state };
}
function stubOf(source) {
    const facts = factsOfSource(source);
    return facts && { ...facts, passages: [] };
}
/** Whether a page or data source differs from what is known, as far as a list tells. */
function isChanged(item, known) {
    const edited = timeOf(item.last_edited_time);
    if (item.object === 'data_source') {
        // A database is as old as the youngest of its data sources.
        return edited > known.editedAt;
    }
    const isInBlock = parentOf(item.parent)?.kind === 'block';
    return (edited !== known.editedAt ||
        (stateOf(item) === 'archived') !== known.isArchived ||
        (!isInBlock && directParent(item.parent) !== known.parent));
}
/** What was known before the look and was not met by it. */
async function doubtful(context, put) {
    const { index, queue, met } = context;
    const state = {};
    if (met === undefined) {
        return state;
    }
    const fresh = new Set(put.map(({ id }) => id));
    let after;
    do {
        const documents = await index.list({ after, limit: MAX_LISTED });
        for (const { id, kind, editedAt } of documents) {
            if (kind !== 'comments' && !met.has(id) && !fresh.has(id)) {
                const task = { kind: kind === 'database' ? 'database' : 'page', isCheck: true };
                Object.assign(state, queue.add(id, 'doubtful', Date.parse(editedAt), task));
            }
        }
        after = documents.length < MAX_LISTED ? undefined : documents.at(-1)?.id;
    } while (after !== undefined);
    return state;
}
