import { queryDataSource } from '../../../notion/endpoints/databases.js';
import { CursorTrail } from '../../../notion/endpoints/list-page.js';
import { createdWithin } from '../../../notion/query/conditions/filter.js';
export function openWindow({ from, before, batch, minute }) {
    return { from, before, batch, first: minute, held: [], read: 0, trail: new CursorTrail(batch), empty: 0 };
}
const OLDEST_FIRST = [{ timestamp: 'created_time', direction: 'ascending' }];
const NEWEST_FIRST = [{ timestamp: 'created_time', direction: 'descending' }];
/** The next page of a window, oldest rows first. */
export async function readWindow(session, walk, window) {
    const page = await queryDataSource(session, walk.dataSourceId, {
        filter: filterWithin(walk, window),
        sorts: [...OLDEST_FIRST],
        propertyIds: walk.propertyIds,
        withDatabases: walk.inside !== undefined,
        cursor: window.batch,
    });
    walk.inside?.add(page.databases);
    return window.trail.follow(page);
}
/** The newest of all rows, newest first. */
export async function readNewest(session, walk) {
    const page = await queryDataSource(session, walk.dataSourceId, {
        filter: walk.filter,
        sorts: [...NEWEST_FIRST],
        propertyIds: walk.propertyIds,
        withDatabases: walk.inside !== undefined,
    });
    walk.inside?.add(page.databases);
    return page;
}
/** Whether the conditions leave room for those of a window: Notion's filters have two levels only. */
export function mayWindow(walk, times) {
    return filterWithin(walk, times) !== undefined;
}
function filterWithin({ filter }, { from, before }) {
    return from === undefined && before === undefined ? filter : createdWithin(filter, { from, before });
}
