import { stableId } from '../ids.js';
/** Adds a guest who was invited to single pages; returns the id. */
export function addGuest(workspace, name, email) {
    const id = stableId(`${workspace.name}/guest/${name}`);
    workspace.users.set(id, { id, name, email, bot: false, guest: true });
    return id;
}
/** Makes a page, row, block or data source one that these people created and were the last to edit. */
export function writtenBy(workspace, id, { author, editor }) {
    const authors = {
        ...(author === undefined ? {} : { createdBy: author }),
        ...(editor === undefined ? {} : { editedBy: editor }),
    };
    const { pages, blocks, dataSources } = workspace;
    const page = pages.get(id);
    if (page !== undefined) {
        pages.set(id, { ...page, ...authors });
    }
    const block = blocks.get(id);
    if (block !== undefined) {
        blocks.set(id, { ...block, ...authors });
    }
    const source = dataSources.get(id);
    if (source !== undefined) {
        dataSources.set(id, { ...source, ...authors });
    }
}
