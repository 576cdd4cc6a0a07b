import type {
  Client,
  CreatePageParameters,
  CreatePageResponse,
  MovePageParameters,
  MovePageResponse,
  UpdatePageParameters,
  UpdatePageResponse,
} from '@notionhq/client';
import type { EndpointTemplate } from '../session.js';

/** A request that changes something. `notion/writes/` sends it. */
export interface WriteRequest<Answer> {
  readonly endpoint: EndpointTemplate;
  readonly send: (client: Client) => Promise<Answer>;
}

/** `POST /v1/pages`: a page below another, or a row. */
export function createPage(page: CreatePageParameters): WriteRequest<CreatePageResponse> {
  return { endpoint: 'POST /v1/pages', send: (client) => client.pages.create(page) };
}

/** `PATCH /v1/pages/{page_id}`: the given values and no others. Lists are replaced whole. */
export function updatePage(
  pageId: string,
  changes: Omit<UpdatePageParameters, 'page_id'>,
): WriteRequest<UpdatePageResponse> {
  return {
    endpoint: 'PATCH /v1/pages/{page_id}',
    send: (client) => client.pages.update({ ...changes, page_id: pageId }),
  };
}

/** `POST /v1/pages/{page_id}/move`: below another page, or into a database. */
export function movePage(
  pageId: string,
  parent: MovePageParameters['parent'],
): WriteRequest<MovePageResponse> {
  return {
    endpoint: 'POST /v1/pages/{page_id}/move',
    send: (client) => client.pages.move({ parent, page_id: pageId }),
  };
}
