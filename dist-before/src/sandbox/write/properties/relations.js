import { visiblePage } from '../../access.js';
import { notFound, validationError } from '../../errors.js';
import { columnsOf } from '../../query/read-value.js';
/** Every related page must be a row of the related data source that the connection can see. */
export function checkRelated(workspace, connection, column, ids) {
    for (const id of ids) {
        const page = visiblePage(workspace, id);
        if (page === undefined) {
            throw notFound('page', id, connection);
        }
        if (page.parent.kind !== 'data_source' || page.parent.id !== column.dataSourceId) {
            throw validationError(`Page with ID ${id} is not in the data source that ${column.name} relates to.`);
        }
    }
}
/** Enters a change of one side of a two-way relation on the other side. */
export function mirrorRelation(workspace, column, row, before, after) {
    for (const id of before.filter((each) => !after.includes(each))) {
        changeOtherSide(workspace, column, id, (pages) => pages.filter((each) => each !== row));
    }
    for (const id of after.filter((each) => !before.includes(each))) {
        changeOtherSide(workspace, column, id, (pages) => [...new Set([...pages, row])]);
    }
}
function changeOtherSide(workspace, column, id, change) {
    const page = workspace.pages.get(id);
    const other = page && columnsOf(workspace, page).find(({ name }) => name === column.synced);
    if (page !== undefined && other?.type === 'relation') {
        const value = page.values.get(other.id);
        const pages = change(value?.type === 'relation' ? value.pages : []);
        page.values.set(other.id, { type: 'relation', pages });
    }
}
