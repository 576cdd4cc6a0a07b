import { titlePropertyId } from '../titles.js';
import { rollUp } from './rollup.js';
function emptyValue(definition) {
    switch (definition.type) {
        case 'title':
        case 'rich_text':
            return { type: definition.type, text: [] };
        case 'number':
            return { type: 'number', number: null };
        case 'select':
        case 'status':
            return { type: definition.type, option: null };
        case 'multi_select':
            return { type: 'multi_select', options: [] };
        case 'date':
            return { type: 'date', date: null };
        case 'people':
            return { type: 'people', users: [] };
        case 'files':
            return { type: 'files', files: [] };
        case 'checkbox':
            return { type: 'checkbox', checked: false };
        case 'url':
        case 'email':
        case 'phone_number':
            return { type: definition.type, text: null };
        case 'relation':
            return { type: 'relation', pages: [] };
        case 'verification':
            return { type: 'verification', state: 'unverified', date: null, by: null };
        case 'place':
            return { type: 'place', place: null };
        case 'unique_id':
            return { type: 'unique_id', number: 0 };
        default:
            return { type: 'button' };
    }
}
/** The columns that a page has: those of its data source, or the title alone. */
export function columnsOf(workspace, page) {
    if (page.parent.kind === 'data_source') {
        return workspace.dataSources.get(page.parent.id)?.properties ?? [];
    }
    return [{ id: titlePropertyId, name: 'title', type: 'title' }];
}
/**
 * The value of a page in one column, computed where the column is. Rollups look at `references` related rows at most,
 * the ceiling that Notion sets on pages and queries.
 */
export function readValue(workspace, page, definition, references = workspace.limits.references) {
    switch (definition.type) {
        case 'created_time':
            return { type: 'created_time', time: page.created };
        case 'last_edited_time':
            return { type: 'last_edited_time', time: page.edited };
        case 'created_by':
            return { type: 'created_by', user: page.createdBy };
        case 'last_edited_by':
            return { type: 'last_edited_by', user: page.editedBy };
        case 'formula': {
            const read = (name) => {
                const other = columnsOf(workspace, page).find((candidate) => candidate.name === name);
                return other && readValue(workspace, page, other, references);
            };
            return { type: 'formula', result: definition.compute(read, workspace.clock()) };
        }
        case 'rollup': {
            const relation = columnsOf(workspace, page).find((column) => column.name === definition.relation);
            const related = relation && page.values.get(relation.id);
            const ids = related?.type === 'relation' ? related.pages.slice(0, references) : [];
            const values = ids.flatMap((id) => {
                const row = workspace.pages.get(id);
                const target = row && columnsOf(workspace, row).find((column) => column.name === definition.target);
                return row && target ? [readValue(workspace, row, target, references)] : [];
            });
            return {
                type: 'rollup',
                function: definition.function,
                result: rollUp(definition.function, values),
            };
        }
        default:
            return page.values.get(definition.id) ?? emptyValue(definition);
    }
}
