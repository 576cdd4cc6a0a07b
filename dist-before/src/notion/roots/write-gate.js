import { AccessError, UnexpectedResponseError } from '../../errors.js';
import { hasOtherSide, propertyOfKey, relatedSource } from '../query/columns/column-sources.js';
import { listNames, say, Words } from '../../text/words.js';
import { RootedReads } from './rooted-reads.js';
import { dashedId } from './request-target.js';
import { notFound } from './rooted-answers.js';
import { writeTargetOf } from './write-target.js';
/**
 * Admits writes within these limits. What a write changes is read off its request, and where that lies is asked of Notion: no text
 * and no argument can widen it.
 */
export function writesWithin({ roots, properties, mode = 'on', isOfCaller = false }, forget) {
    const ids = roots && new Set(roots.map(dashedId));
    return {
        isProposal: mode === 'propose',
        forget,
        admit: async (session, endpoint, send) => {
            const target = await writeTargetOf(send);
            if (target === undefined) {
                throw new UnexpectedResponseError(say `${Words.term(endpoint)} cannot be admitted: this server does not know what it would change.`, say `Report this to the operator of the server.`);
            }
            if (properties !== undefined) {
                requireProperties(target, properties, isOfCaller);
            }
            if (ids !== undefined) {
                await requireBelow(new RootedReads(session, ids), target, (isTop) => outsideOfRoots(isTop, isOfCaller));
            }
            return changedIds(target);
        },
    };
}
/** Admits what both the server and the limits of its caller admit. */
export function narrowedTo(limits, writes) {
    if (writes === undefined || limits === undefined) {
        return writes;
    }
    const { roots, properties } = limits;
    const forget = (ids) => writes.forget(ids);
    const own = writesWithin({ roots, properties, isOfCaller: true }, forget);
    return {
        isProposal: writes.isProposal,
        forget,
        admit: async (session, endpoint, send) => {
            await own.admit(session, endpoint, send);
            return writes.admit(session, endpoint, send);
        },
    };
}
function outsideOfRoots(isTop, isOfCaller) {
    return isTop
        ? new AccessError(say `The top of the workspace lies outside of the pages that may be changed, so nothing was changed.`, say `Pass a page or database that may be changed as the place.`)
        : new AccessError(say `This lies outside of the pages that may be changed, so nothing was changed.`, isOfCaller
            ? say `Change another page, or ask whoever made the key, or the app’s person on the page of connections, to allow more.`
            : say `Ask whoever runs the server to add the page to WRITE_ROOTS, or change another page.`);
}
/** For a caller whose person lets it read a workspace and not change it. */
export function readsOnly(workspace) {
    return {
        isProposal: false,
        forget: () => Promise.resolve(),
        admit: () => Promise.reject(new AccessError(say `${workspace} may be read here and not changed. Nothing was changed.`, say `Its person can allow changes on the page of connections of this server, or pass another workspace.`)),
    };
}
/** What a write of a caller with roots would change. Rejects where it lies outside of them. */
export async function targetBelow(reads, send) {
    const target = await writeTargetOf(send);
    if (target === undefined) {
        throw notFound();
    }
    await requireBelow(reads, target, notFound);
    return target;
}
/** Names are compared to the letter: names that differ in case are two properties. */
function requireProperties({ properties = [], isFilled = false }, allowed, isOfCaller) {
    const others = [...new Set(properties)].filter((name) => !allowed.includes(name));
    if (isFilled) {
        throw new AccessError(say `A template gives values to properties that it chooses, and only these may be changed here: ${listNames(allowed)}. Nothing was changed.`, say `Create the page without a template.`);
    }
    if (others.length > 0) {
        throw new AccessError(say `${listNames(others)} may not be changed here, only ${listNames(allowed)}. Nothing was changed.`, isOfCaller
            ? say `Leave it out, or ask whoever made the key, or the app’s person on the page of connections, to allow more.`
            : say `Leave it out, or ask whoever runs the server to add it to WRITE_PROPERTIES.`);
    }
}
/** Rejects for a write to a place outside; what lies at the top of the workspace does. */
async function requireBelow(reads, target, outside) {
    const { ref, also = [], relations = [], view, isNowhere = false } = target;
    if (isNowhere) {
        return;
    }
    if (view !== undefined) {
        if (!(await reads.isViewInside(await reads.view(view)))) {
            throw outside(false);
        }
        return;
    }
    const places = ref === undefined ? [] : [ref, ...also];
    for (const place of places) {
        if (!(await reads.isInside(place))) {
            throw place.kind === 'discussion' ? unlocated() : outside(false);
        }
    }
    if (places.length === 0) {
        throw outside(true);
    }
    for (const name of relations) {
        if (await showsOutside(reads, target, name)) {
            throw new AccessError(say `${listNames([name])} has two sides, and the other one shows on pages that may not be changed. Nothing was changed.`, say `Leave it out, or set it in Notion.`);
        }
    }
}
/** Whether a value of a relation shows on pages outside as well. What cannot be told does. */
async function showsOutside(reads, { ref }, name) {
    const sourceId = ref?.kind === 'data_source'
        ? ref.id
        : ref?.kind === 'page'
            ? await reads.dataSourceOf(ref.id)
            : undefined;
    const schema = sourceId === undefined ? undefined : await reads.schemaOf(sourceId);
    const column = schema && propertyOfKey(schema, name);
    if (column === undefined || !hasOtherSide(column)) {
        return column === undefined;
    }
    const related = relatedSource(column);
    return related === undefined || !(await reads.isInside({ kind: 'data_source', id: related }));
}
/** For a discussion outside, and for one whose comments were not listed lately. */
function unlocated() {
    return new AccessError(say `The discussion lies outside of the pages that may be changed, or where it is is not known; nothing was changed.`, say `Call notion_list_comments for its page, then this again; if that does not help, comment on the page.`);
}
/** What is read of these is wrong after the write. */
export function changedIds({ ref, also = [], view, related }) {
    // Of comments nothing is kept but where they are, which stays.
    const own = ref === undefined || ref.kind === 'comment' || ref.kind === 'discussion' ? [] : [ref, ...also];
    return [...new Set([...own.map(({ id }) => id), ...(view === undefined ? [] : [view]), ...related])];
}
