import { pluralize } from '../../content/answer/pluralize.js';
import { CancelledError, CapabilityError, isNotFound, ToolError } from '../../errors.js';
import { titleWithState } from '../../notion/object-state.js';
import { searchTitles } from '../../notion/endpoints/search.js';
import { listUsers, retrieveUser, userCache } from '../../notion/endpoints/users.js';
import { emailOf } from './members.js';
import { noteRefused, wasRefused } from './refused.js';
import { readRelatedTitles, unknownTitles } from './related-titles.js';
import { getCachedSummary, readSummary, prefetchSummaries, cacheSummary } from './titles.js';
import { undefinedOnToolError } from '../tolerate.js';
/** Of an allowance that is too small for all names, what people may have. */
const PEOPLE_SHARE = 0.5;
/** Stands for all people where the connection may not name any. */
const ALL_PEOPLE = 'people';
/** Notion's maximum. */
const SOURCES_PER_SEARCH = 100;
/**
 * Looks up titles and people within the allowance and what is left of the request window: a request that Notion would
 * refuse names nobody. `related` rows are asked for together where that costs less than asking one by one.
 */
export async function lookUpNames(session, wanted, allowance, related = []) {
    const titles = new Set(wanted.titles ?? []);
    const databases = new Set(wanted.databases ?? []);
    const dataSources = new Set(wanted.dataSources ?? []);
    const users = new Set(wanted.users ?? []);
    const lookups = allowance.slice(session.windowLeft.requests);
    await Promise.all([
        prefetchSummaries(session, [
            ...titles,
            ...databases,
            ...dataSources,
            ...related.flatMap(({ ids }) => ids),
        ]),
        session.prefetchShared(userCache, users),
    ]);
    const unnamed = { notShared: 0, forbidden: 0, notLookedUp: 0 };
    // Where titles alone would use up the allowance, people come first: one request can name a hundred of them.
    const isScarce = unknownTitles(session, titles).length >= lookups.left;
    const forPeople = isScarce ? lookups.slice(Math.ceil(lookups.left * PEOPLE_SHARE)) : lookups;
    const people = readUsers(session, users, forPeople, unnamed);
    const readTitles = async () => {
        await readRelatedTitles(session, related, lookups);
        if (isScarce) {
            await people;
        }
        await Promise.all([
            ...unknownTitles(session, titles).map((id) => lookUpOne(session, id, lookups, unnamed, () => readTitle(session, id))),
            ...unknownTitles(session, databases).map((id) => lookUpOne(session, id, lookups, unnamed, () => readSummary(session, 'database', id))),
            readDataSources(session, dataSources, lookups, unnamed),
        ]);
    };
    await Promise.all([people, readTitles()]);
    return {
        title: (id) => titleOf(session, id),
        user: (id) => userName(session, id),
        unnamed,
    };
}
/** `3 names are missing: …`, or nothing. */
export function unnamedNote(unnamed, what = 'linked page or person', plural = 'linked pages or people') {
    const notes = [
        unnamed.notShared > 0
            ? `Unnamed because not shared with this connection: ${pluralize(unnamed.notShared, what, plural)}.`
            : '',
        unnamed.forbidden > 0
            ? `Unnamed because the connection lacks the capability "read user information": ${pluralize(unnamed.forbidden, 'person', 'people')}.`
            : '',
        unnamed.notLookedUp > 0
            ? `Not looked up (request limit): ${pluralize(unnamed.notLookedUp, what, plural)}; repeat the call for more names.`
            : '',
    ];
    return notes.filter((note) => note !== '').join(' ');
}
/** A reference does not name its target's kind; most are pages. */
async function readTitle(session, id) {
    try {
        await readSummary(session, 'page', id);
    }
    catch (error) {
        if (!isNotFound(error)) {
            throw error;
        }
        await readSummary(session, 'database', id);
    }
}
async function readDataSources(session, ids, lookups, unnamed) {
    if (unknownTitles(session, ids).length > 1 && lookups.take()) {
        const page = await undefinedOnToolError(() => searchTitles(session, { query: '', kind: 'data_source', pageSize: SOURCES_PER_SEARCH }));
        for (const result of page?.items ?? []) {
            cacheSummary(session, result);
        }
    }
    await Promise.all(unknownTitles(session, ids).map((id) => lookUpOne(session, id, lookups, unnamed, () => readSummary(session, 'data_source', id))));
}
async function readUsers(session, ids, lookups, unnamed) {
    const unknown = () => [...ids].filter((id) => session.getCached(userCache, id) === undefined);
    const isForbidden = () => wasRefused(session, ALL_PEOPLE);
    if (unknown().length > 1 && !isForbidden() && lookups.take()) {
        await undefinedOnToolError(() => notingForbidden(session, () => listUsers(session)));
    }
    await Promise.all(unknown().map(async (id) => {
        const read = () => notingForbidden(session, () => retrieveUser(session, id));
        if (isForbidden()) {
            unnamed.forbidden += 1;
        }
        else {
            await lookUpOne(session, id, lookups, unnamed, read);
        }
    }));
}
/** Remembers for a while that the connection may not name people, instead of being told so for each. */
async function notingForbidden(session, read) {
    try {
        return await read();
    }
    catch (error) {
        if (error instanceof CapabilityError) {
            noteRefused(session, ALL_PEOPLE);
        }
        throw error;
    }
}
async function lookUpOne(session, id, lookups, unnamed, read) {
    if (wasRefused(session, id)) {
        unnamed.notShared += 1;
        return;
    }
    if (!lookups.take()) {
        unnamed.notLookedUp += 1;
        return;
    }
    try {
        await read();
    }
    catch (error) {
        if (!(error instanceof ToolError) || error instanceof CancelledError) {
            throw error;
        }
        if (error instanceof CapabilityError) {
            unnamed.forbidden += 1;
        }
        else if (isNotFound(error)) {
            noteRefused(session, id);
            unnamed.notShared += 1;
        }
        else {
            unnamed.notLookedUp += 1;
        }
    }
}
function titleOf(session, id) {
    const summary = getCachedSummary(session, id);
    return summary && titleWithState(summary);
}
function userName(session, id) {
    const user = session.getCached(userCache, id);
    return user && (user.name ?? emailOf(user));
}
