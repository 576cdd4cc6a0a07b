import { titlePropertyId } from '../titles.js';
import { addBlocks, authorship } from './workspace-builder.js';
/** Adds a template to a data source; returns the id of its page, which is no row. */
export function addTemplate(workspace, dataSourceId, draft) {
    const pageId = workspace.nextId();
    workspace.pages.set(pageId, {
        id: pageId,
        parent: { kind: 'data_source', id: dataSourceId },
        values: new Map([[titlePropertyId, { type: 'title', text: [{ kind: 'text', content: draft.name }] }]]),
        children: [],
        icon: null,
        locked: false,
        hidden: false,
        ...authorship(workspace, {}),
    });
    addBlocks(workspace, { kind: 'page', id: pageId }, draft.blocks);
    const { name, isDefault = false, delay = 0 } = draft;
    const known = workspace.templates.get(dataSourceId) ?? [];
    workspace.templates.set(dataSourceId, [...known, { pageId, name, isDefault, delay }]);
    return pageId;
}
