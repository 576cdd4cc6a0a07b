import { queryDataSource } from '../../../notion/endpoints/databases.js';
import { retrieveCurrentPage } from '../../../notion/endpoints/pages.js';
import { searchTitles } from '../../../notion/endpoints/search.js';
import { holds, plainText } from '../../../notion/values/stored-value.js';
import { CLOCK_TOLERANCE_MS } from '../../../notion/writes/prove-created.js';
import { field } from '../../../text/json.js';
import { isComplete } from '../../list-end.js';
import { readUntil } from '../../read-all.js';
import { findMade } from '../made/find-made.js';
import { listChildren, listedObject, MAX_LISTINGS } from '../made/list-children.js';
/** What the journal calls the parent of private pages: it has no id. */
export const TOP_OF_WORKSPACE = 'workspace';
/** Pages of a search that are looked through. */
const MAX_FOUND = 100;
/** Values that Notion stores as they are sent. */
const STORED_AS_SENT = new Set([
    'title',
    'rich_text',
    'select',
    'status',
    'multi_select',
    'checkbox',
]);
/** Looks for the page that a call may have made. */
export async function findMadePage(session, journal, sought) {
    const { parent, title, values, since, change } = sought;
    const proof = await findMade(session, journal, { action: 'create', target: parent.id, title, since, change }, () => listMade(session, sought), ({ after }) => isTold(values, after));
    return proof.kind === 'saved'
        ? { kind: 'saved', result: { id: proof.result, page: await retrieveCurrentPage(session, proof.result) } }
        : proof;
}
/** Whether a page with these values can be told from one that another call makes. */
function isTold(values, after) {
    return Object.entries(values.properties).some(([name, payload]) => {
        const theirs = field(field(field(field(after, 'values'), 'properties'), name), typeOf(payload));
        return theirs !== undefined && isStoredAsSent(payload) && !holds({ [typeOf(payload)]: theirs }, payload);
    });
}
/** Pages of this title that were made in the parent lately. A query finds rows; child pages are among the blocks. */
async function listMade(session, { parent, title, values, since }) {
    if (parent.kind === 'page') {
        return listChildren(session, parent.id, 'child_page');
    }
    if (parent.kind === 'private') {
        return listPrivate(session, title);
    }
    const from = new Date(since.getTime() - CLOCK_TOLERANCE_MS).toISOString();
    const read = await readUntil((cursor) => queryDataSource(session, parent.id, {
        filter: {
            and: [
                { timestamp: 'created_time', created_time: { on_or_after: from } },
                { property: 'title', title: { equals: title } },
            ],
        },
        cursor,
    }), MAX_LISTINGS);
    return {
        pages: read.items.map((row) => listedObject(row, writtenTitle(row), isAsSent(row, values))),
        isWhole: isComplete(read),
    };
}
/** Nothing lists the top of a workspace, and a search finds new pages after a while: what it does not find may be there. */
async function listPrivate(session, title) {
    const { items } = await searchTitles(session, { query: title, kind: 'page', pageSize: MAX_FOUND });
    const pages = items.filter((found) => found.object === 'page' && found.parent.type === 'workspace');
    return { pages: pages.map((page) => listedObject(page, writtenTitle(page), true)), isWhole: false };
}
function isAsSent(row, { properties }) {
    return Object.entries(properties).every(([name, payload]) => !isStoredAsSent(payload) || holds(row.properties[name], payload));
}
function typeOf(payload) {
    return Object.keys(payload)[0] ?? '';
}
function isStoredAsSent(payload) {
    return STORED_AS_SENT.has(typeOf(payload));
}
function writtenTitle(row) {
    const property = Object.values(row.properties).find(({ type }) => type === 'title');
    return plainText(field(property, 'title'));
}
