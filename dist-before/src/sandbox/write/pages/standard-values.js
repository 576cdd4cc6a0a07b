import { titled } from '../changes/titled.js';
import { standardStatus } from '../properties/set-values.js';
/** What a page has before anybody says more: an empty title, in a data source a number and the first status. */
export function standardValues(workspace, parent) {
    const values = titled([]);
    const source = parent.kind === 'data_source' ? workspace.dataSources.get(parent.id) : undefined;
    for (const column of source?.properties ?? []) {
        if (column.type === 'status') {
            values.set(column.id, { type: 'status', option: standardStatus(column) });
        }
        if (column.type === 'unique_id') {
            const numbers = (source?.rows ?? []).map((id) => {
                const value = workspace.pages.get(id)?.values.get(column.id);
                return value?.type === 'unique_id' ? value.number : 0;
            });
            values.set(column.id, { type: 'unique_id', number: numbers.reduce((a, b) => Math.max(a, b), 0) + 1 });
        }
    }
    return values;
}
