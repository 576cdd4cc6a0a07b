import type {
  CreateViewParameters,
  CreateViewResponse,
  DeleteViewResponse,
  UpdateViewResponse,
} from '@notionhq/client';
import type { WriteRequest } from './page-writes.js';

/** `POST /v1/views`: a view more of a database, after the others. */
export function createView(view: object): WriteRequest<CreateViewResponse> {
  return { endpoint: 'POST /v1/views', send: (client) => client.views.create(view as CreateViewParameters) };
}

/** `PATCH /v1/views/{view_id}`: null clears a filter or sorts; the type stays. */
export function updateView(viewId: string, changes: object): WriteRequest<UpdateViewResponse> {
  return {
    endpoint: 'PATCH /v1/views/{view_id}',
    send: (client) => client.views.update({ ...changes, view_id: viewId }),
  };
}

/** `DELETE /v1/views/{view_id}`: for good. */
export function deleteView(viewId: string): WriteRequest<DeleteViewResponse> {
  return {
    endpoint: 'DELETE /v1/views/{view_id}',
    send: (client) => client.views.delete({ view_id: viewId }),
  };
}
