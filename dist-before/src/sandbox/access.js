function parentIsVisible(workspace, parent) {
    switch (parent.kind) {
        case 'workspace':
            return true;
        case 'page': {
            const page = workspace.pages.get(parent.id);
            return page !== undefined && isVisiblePage(workspace, page);
        }
        case 'block': {
            const block = workspace.blocks.get(parent.id);
            return block !== undefined && parentIsVisible(workspace, block.parent);
        }
        case 'data_source': {
            const database = workspace.databases.get(workspace.dataSources.get(parent.id)?.databaseId ?? '');
            return database !== undefined && isVisibleDatabase(workspace, database);
        }
    }
}
/** Whether the connection may see the page: it and everything above it is shared. */
export function isVisiblePage(workspace, page) {
    return !page.hidden && parentIsVisible(workspace, page.parent);
}
/** Whether the connection may see the database. */
export function isVisibleDatabase(workspace, database) {
    return !database.hidden && parentIsVisible(workspace, database.parent);
}
/** The page, unless it is hidden or not there. */
export function visiblePage(workspace, id) {
    const page = workspace.pages.get(id);
    return page !== undefined && isVisiblePage(workspace, page) ? page : undefined;
}
/** The database, unless it is hidden or not there. */
export function visibleDatabase(workspace, id) {
    const database = workspace.databases.get(id);
    return database !== undefined && isVisibleDatabase(workspace, database) ? database : undefined;
}
/** The data source, unless its database is hidden. */
export function visibleDataSource(workspace, id) {
    const source = workspace.dataSources.get(id);
    return source !== undefined && visibleDatabase(workspace, source.databaseId) !== undefined
        ? source
        : undefined;
}
/** The block, unless it lies on a hidden page or is one. */
export function visibleBlock(workspace, id) {
    const block = workspace.blocks.get(id);
    if (block === undefined || !parentIsVisible(workspace, block.parent)) {
        return undefined;
    }
    if (block.content.type === 'child_page') {
        return visiblePage(workspace, id) && block;
    }
    return block.content.type === 'child_database' ? visibleDatabase(workspace, id) && block : block;
}
/** The page that a block lies on. */
export function pageOfBlock(workspace, block) {
    let { parent } = block;
    while (parent.kind === 'block') {
        const above = workspace.blocks.get(parent.id);
        if (above === undefined) {
            break;
        }
        parent = above.parent;
    }
    return parent.id;
}
