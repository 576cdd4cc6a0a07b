import { bareId, objectUrl } from '../ids.js';
import { databaseTime } from '../times.js';
import { partialUser } from './user.js';
/** A view object. */
export function presentView(view) {
    return {
        object: 'view',
        id: view.id,
        parent: { type: 'database_id', database_id: view.databaseId },
        name: view.name,
        type: view.type,
        created_time: databaseTime(view.created),
        last_edited_time: databaseTime(view.edited),
        url: `${objectUrl(view.databaseId)}?v=${bareId(view.id)}`,
        data_source_id: view.dataSourceId,
        created_by: partialUser(view.createdBy),
        last_edited_by: partialUser(view.editedBy),
        filter: view.filter,
        sorts: view.sorts,
        quick_filters: view.quickFilters,
        configuration: { type: view.type, ...view.configuration },
    };
}
