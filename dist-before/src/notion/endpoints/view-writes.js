/** `POST /v1/views`: a view more of a database, after the others. */
export function createView(view) {
    return { endpoint: 'POST /v1/views', send: (client) => client.views.create(view) };
}
/** `PATCH /v1/views/{view_id}`: null clears a filter or sorts; the type stays. */
export function updateView(viewId, changes) {
    return {
        endpoint: 'PATCH /v1/views/{view_id}',
        send: (client) => client.views.update({ ...changes, view_id: viewId }),
    };
}
/** `DELETE /v1/views/{view_id}`: for good. */
export function deleteView(viewId) {
    return {
        endpoint: 'DELETE /v1/views/{view_id}',
        send: (client) => client.views.delete({ view_id: viewId }),
    };
}
