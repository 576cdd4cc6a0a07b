export function isFullPage(item) {
    return item.object === 'page' && 'url' in item;
}
export function isFullDatabase(item) {
    return item.object === 'database' && 'title' in item;
}
export function isFullDataSource(item) {
    return item.object === 'data_source' && 'title' in item;
}
export function isFullComment(item) {
    return item.object === 'comment' && 'rich_text' in item;
}
export function isFullUser(item) {
    return item.object === 'user' && 'type' in item;
}
