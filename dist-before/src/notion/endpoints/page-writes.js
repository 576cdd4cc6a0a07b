/** `POST /v1/pages`: a page below another, or a row. */
export function createPage(page) {
    return { endpoint: 'POST /v1/pages', send: (client) => client.pages.create(page) };
}
/** `PATCH /v1/pages/{page_id}`: the given values and no others. Lists are replaced whole. */
export function updatePage(pageId, changes) {
    return {
        endpoint: 'PATCH /v1/pages/{page_id}',
        send: (client) => client.pages.update({ ...changes, page_id: pageId }),
    };
}
/** `POST /v1/pages/{page_id}/move`: below another page, or into a database. */
export function movePage(pageId, parent) {
    return {
        endpoint: 'POST /v1/pages/{page_id}/move',
        send: (client) => client.pages.move({ parent, page_id: pageId }),
    };
}
